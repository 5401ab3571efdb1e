import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.elasticsearch.common.logging.LogConfigurator;
import org.elasticsearch.common.settings.Settings;
import org.elasticsearch.env.Environment;
import org.elasticsearch.http.HttpServerTransport;
import org.elasticsearch.node.InternalSettingsPreparer;
import org.elasticsearch.node.Node;
import org.elasticsearch.plugins.PluginBundle;
import org.elasticsearch.plugins.PluginsLoader;

/**
 * java ... TestNode HOME DATA HTTP_PORT [setting=value ...]
 *
 * One real Elasticsearch node on 127.0.0.1. Says "started URL pid N" on stdout once HTTP answers, and ends when its stdin does, so that it
 * never outlives the test run that holds the other end of the pipe. -DdeleteWhenDone=FOLDER: removes the folder then.
 */
public class TestNode {
    public static void main(String[] args) throws Exception {
        var stdout = System.out; // logging takes System.out over
        Path home = Path.of(args[0]).toAbsolutePath();
        Path data = Path.of(args[1]).toAbsolutePath();
        LogConfigurator.registerErrorListener();
        LogConfigurator.configureESLogging(); // before anything that logs
        Environment env = InternalSettingsPreparer.prepareEnvironment(settings(home, data, args), Map.of(), home.resolve("config"), () -> "test");
        LogConfigurator.setClusterName(env.settings().get("cluster.name"));
        LogConfigurator.setNodeName(env.settings().get("node.name"));
        LogConfigurator.configure(env, true);
        PluginsLoader plugins = PluginsLoader.createPluginsLoader(
            bundles("loadModulesBundles", home.resolve("modules")), bundles("loadPluginsBundles", home.resolve("plugins")), Map.of());
        Node node = new Node(env, plugins);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> close(node)));
        node.start();
        var http = node.injector().getInstance(HttpServerTransport.class).boundAddress().publishAddress();
        stdout.println("started http://" + http + " pid " + ProcessHandle.current().pid());
        String scratch = System.getProperty("deleteWhenDone");
        while (System.in.read() >= 0) {
            // nothing is ever said to it
        }
        close(node);
        if (scratch != null) delete(Path.of(scratch));
        Runtime.getRuntime().halt(0);
    }

    private static void delete(Path folder) throws Exception {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) Files.deleteIfExists(file);
        }
    }

    private static Settings settings(Path home, Path data, String[] args) {
        Settings.Builder settings = Settings.builder()
            .put("path.home", home).put("path.data", data).put("path.logs", data.resolve("logs"))
            .put("cluster.name", "habitus-test").put("node.name", "test")
            .put("network.host", "127.0.0.1").put("http.port", args[2]).put("transport.port", "0")
            .put("discovery.type", "single-node")
            .put("cluster.max_shards_per_node", "5000")
            .put("cluster.routing.allocation.disk.threshold_enabled", "false");
        for (int i = 3; i < args.length; i++) {
            String[] setting = args[i].split("=", 2);
            settings.put(setting[0], setting[1]);
        }
        return settings.build();
    }

    /** 8.19 takes (Path), 9.x (Path, boolean). */
    @SuppressWarnings("unchecked")
    private static Set<PluginBundle> bundles(String name, Path folder) throws Exception {
        for (Method method : PluginsLoader.class.getMethods()) {
            if (method.getName().equals(name)) {
                return (Set<PluginBundle>) (method.getParameterCount() == 1 ? method.invoke(null, folder) : method.invoke(null, folder, false));
            }
        }
        throw new NoSuchMethodException(name);
    }

    private static void close(Node node) {
        try {
            node.close();
            node.awaitClose(20, TimeUnit.SECONDS);
        } catch (Exception e) {
            e.printStackTrace();
        }
    }
}
