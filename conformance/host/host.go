// Package host starts a built backend as Grafana does, with the libraries that Grafana uses: hashicorp/go-plugin and the plugin sets of
// grafana-plugin-sdk-go.
package host

import (
	"bytes"
	"os/exec"
	"strconv"
	"sync"
	"testing"
	"time"

	"github.com/grafana/grafana-plugin-sdk-go/backend/grpcplugin"
	"github.com/hashicorp/go-hclog"
	goplugin "github.com/hashicorp/go-plugin"
)

// Command is what Grafana knows before it starts a backend.
type Command struct {
	Executable string
	// Env is all of the backend's environment but go-plugin's own variables: Grafana passes nothing of its own since 12.4.
	Env []string
	// Dir is the working directory, which is Grafana's and means nothing to the backend.
	Dir string
	// Versions are the app protocols that the host offers; Grafana offers 2.
	Versions []int
}

// Backend is a running backend and what its host sees of it.
type Backend struct {
	Client      *goplugin.Client
	Protocol    goplugin.ClientProtocol
	Data        grpcplugin.DataClient
	Resource    grpcplugin.ResourceClient
	Diagnostics grpcplugin.DiagnosticsClient
	Stream      grpcplugin.StreamClient
	// Handshake is the time from the start of the process to the line that the host waits for.
	Handshake time.Duration
	Log       *Log
}

// Config is Grafana's client config (pkg/plugins/backendplugin/grpcplugin): no AutoMTLS, no multiplexing, gRPC only. Grafana's tracing
// interceptor is left out: it only adds metadata.
func Config(command Command, log hclog.Logger, stderr *lockedBuffer) *goplugin.ClientConfig {
	cmd := exec.Command(command.Executable)
	cmd.Env = command.Env
	cmd.Dir = command.Dir
	versions := command.Versions
	if versions == nil {
		versions = []int{grpcplugin.ProtocolVersion}
	}
	sets := map[int]goplugin.PluginSet{}
	for _, version := range versions {
		sets[version] = plugins()
	}
	return &goplugin.ClientConfig{
		Cmd: cmd,
		HandshakeConfig: goplugin.HandshakeConfig{
			ProtocolVersion:  uint(versions[0]),
			MagicCookieKey:   grpcplugin.MagicCookieKey,
			MagicCookieValue: grpcplugin.MagicCookieValue,
		},
		VersionedPlugins: sets,
		SkipHostEnv:      true,
		Logger:           log,
		Stderr:           stderr,
		AllowedProtocols: []goplugin.Protocol{goplugin.ProtocolGRPC},
	}
}

func plugins() goplugin.PluginSet {
	return goplugin.PluginSet{
		"diagnostics": &grpcplugin.DiagnosticsGRPCPlugin{},
		"resource":    &grpcplugin.ResourceGRPCPlugin{},
		"data":        &grpcplugin.DataGRPCPlugin{},
		"stream":      &grpcplugin.StreamGRPCPlugin{},
		"admission":   &grpcplugin.AdmissionGRPCPlugin{},
		"conversion":  &grpcplugin.ConversionGRPCPlugin{},
	}
}

// Start starts a backend, shakes hands and dispenses what Grafana dispenses. It is killed when the test ends, if it still runs.
func Start(t testing.TB, command Command) *Backend {
	t.Helper()
	backend, err := TryStart(command)
	if err != nil {
		t.Fatalf("the backend did not start: %v\n%s", err, backend.Log)
	}
	t.Cleanup(backend.Client.Kill)
	return backend
}

// TryStart is Start for a backend that may not start. The log is there in both cases.
func TryStart(command Command) (*Backend, error) {
	backend := &Backend{Log: &Log{}}
	backend.Client = goplugin.NewClient(Config(command, backend.Log.Logger(), &backend.Log.stderr))
	began := time.Now()
	if _, err := backend.Client.Start(); err != nil {
		return backend, err
	}
	backend.Handshake = time.Since(began)
	return backend, backend.dispense()
}

func (b *Backend) dispense() error {
	protocol, err := b.Client.Client()
	if err != nil {
		return err
	}
	b.Protocol = protocol
	raw := map[string]any{}
	for name := range plugins() {
		if raw[name], err = protocol.Dispense(name); err != nil {
			return err
		}
	}
	b.Diagnostics = raw["diagnostics"].(grpcplugin.DiagnosticsClient)
	b.Resource = raw["resource"].(grpcplugin.ResourceClient)
	b.Data = raw["data"].(grpcplugin.DataClient)
	b.Stream = raw["stream"].(grpcplugin.StreamClient)
	return nil
}

// Pid is the process that the host started; the launcher becomes the runtime, so it is the backend itself.
func (b *Backend) Pid() int {
	if reattach := b.Client.ReattachConfig(); reattach != nil {
		return reattach.Pid
	}
	pid, _ := strconv.Atoi(b.Client.ID())
	return pid
}

type lockedBuffer struct {
	lock   sync.Mutex
	buffer bytes.Buffer
}

func (b *lockedBuffer) Write(bytes []byte) (int, error) {
	b.lock.Lock()
	defer b.lock.Unlock()
	return b.buffer.Write(bytes)
}

func (b *lockedBuffer) String() string {
	b.lock.Lock()
	defer b.lock.Unlock()
	return b.buffer.String()
}
