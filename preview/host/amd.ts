type Factory = (...modules: unknown[]) => unknown;

/** Modules by their address: each is loaded once. */
const loaded = new Map<string, Promise<unknown>>();
const awaited = new Map<HTMLScriptElement, (exports: unknown) => void>();

/** Lets scripts call `define`, as in Grafana, where SystemJS does it. `module` is the plugin's own place, for what it loads later. */
export function installDefine(shared: Readonly<Record<string, unknown>>): void {
  const define = (names: readonly string[], factory: Factory) => {
    const script = document.currentScript as HTMLScriptElement;
    const given = names.map((name) => (name === 'module' ? { uri: script.src } : require(shared, name, script.src)));
    awaited.get(script)?.(factory(...given));
  };
  Object.assign(window, { define });
}

function require(shared: Readonly<Record<string, unknown>>, name: string, by: string): unknown {
  if (name in shared) return shared[name];
  throw new Error(`${by} asks for ${name}, which the preview does not share (preview/host/shared-modules.ts).`);
}

/** The exports of a plugin's module.js. */
export function loadModule<T>(address: string): Promise<T> {
  let module = loaded.get(address);
  if (!module) {
    module = new Promise((resolve, reject) => {
      const script = document.createElement('script');
      awaited.set(script, resolve);
      script.onerror = () => reject(new Error(`${address} could not be loaded`));
      script.onload = () => reject(new Error(`${address} is no AMD module`));
      script.src = address;
      document.head.append(script);
    });
    loaded.set(address, module);
  }
  return module as Promise<T>;
}
