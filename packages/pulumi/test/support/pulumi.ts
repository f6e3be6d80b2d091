/** Programs run against Pulumi's own mocks: what is registered is recorded as the engine would see it. */
import * as pulumi from '@pulumi/pulumi';
import * as settings from '@pulumi/pulumi/runtime/settings';

/** A resource as the engine would get it. */
export interface Registered {
  readonly type: string;
  readonly name: string;
  readonly urn: string;
  readonly parent: string;
  readonly provider: string;
  readonly dependencies: readonly string[];
  readonly aliases: readonly string[];
  readonly inputs: Record<string, unknown>;
  readonly custom: boolean;
}

export interface Ran {
  readonly resources: readonly Registered[];
  readonly errors: readonly string[];
  readonly warnings: readonly string[];
}

export const UNKNOWN = '04da6b54-80e4-46f7-96ec-b56ff0331ba9';
const SECRET = '1b47061264138c4ac30d75fd1eb44270';

interface Request {
  getType(): string;
  getName(): string;
  getParent(): string;
  getProvider(): string;
  getCustom(): boolean;
  getObject(): { toJavaScript(): Record<string, unknown> } | undefined;
  getDependenciesList(): string[];
  getAliasesList(): { getUrn(): string; getSpec(): { getName(): string } | undefined }[];
}

interface RunOptions {
  readonly preview?: boolean;
  readonly config?: Record<string, string>;
  /** Makes a resource, in place of a mock: gives its state, or throws. */
  readonly make?: (type: string, inputs: Record<string, unknown>) => Promise<Record<string, unknown>>;
}

/** Runs a program as `pulumi preview` or `pulumi up` would, to its end. */
export async function runProgram(program: () => unknown, { preview = false, config = {}, make }: RunOptions = {}): Promise<Ran> {
  const resources: Registered[] = [];
  const failures: unknown[] = [];
  const warnings: string[] = [];
  pulumi.runtime.setAllConfig({ 'cdk8s-hardened:kubernetes': '1.36', 'cdk8s-hardened:asOf': '2026-11-23', ...config });
  await pulumi.runtime.setMocks(
    {
      call: ({ inputs }) => inputs,
      newResource: async ({ name, type, inputs }) => ({
        id: preview ? (undefined as unknown as string) : `${name}-id`,
        state: make ? await make(type, inputs as Record<string, unknown>) : stateOf(type, inputs as Record<string, any>, preview),
      }),
    },
    'project',
    'stack',
    preview,
  );
  const monitor = settings.getMonitor() as unknown as {
    registerResource(request: Request, callback: (error: unknown, response: { getUrn(): string }) => void): unknown;
  };
  const original = monitor.registerResource.bind(monitor);
  monitor.registerResource = (request, callback) =>
    original(request, (error, response) => {
      if (!error) {
        resources.push({
          type: request.getType(),
          name: request.getName(),
          urn: response.getUrn(),
          parent: request.getParent(),
          provider: request.getProvider(),
          custom: request.getCustom(),
          dependencies: request.getDependenciesList(),
          aliases: request.getAliasesList().map((alias) => alias.getUrn() || alias.getSpec()?.getName() || ''),
          inputs: request.getObject()?.toJavaScript() ?? {},
        });
      }
      callback(error, response);
    });
  const warn = jest.spyOn(console, 'warn').mockImplementation((message: string) => {
    warnings.push(message.replace('warning: [runtime] ', ''));
  });
  // Pulumi's own runner listens to what nobody awaited, and fails the program with it.
  const real = (globalThis as unknown as { realProcess: NodeJS.Process }).realProcess;
  const listeners = real.listeners('unhandledRejection');
  real.removeAllListeners('unhandledRejection');
  real.on('unhandledRejection', (reason) => failures.push(reason));
  try {
    await program();
    let done = false;
    const calls = (settings as unknown as { waitForRPCs(): Promise<void> })
      .waitForRPCs()
      .catch((error: unknown) => failures.push(error))
      .finally(() => {
        done = true;
      });
    // A resource that waits for what failed is never registered, and its call never ends.
    while (!done && failures.length === 0) await Promise.race([calls, pause(20)]);
  } catch (error) {
    failures.push(error);
  }
  await pause(50);
  real.removeAllListeners('unhandledRejection');
  for (const listener of listeners) real.on('unhandledRejection', listener);
  warn.mockRestore();
  return {
    resources,
    warnings,
    errors: [...new Set(failures.map((failure) => (failure instanceof Error ? failure.message : String(failure))))],
  };
}

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** What the API server would add, known after the update alone. */
function stateOf(type: string, inputs: Record<string, any>, preview: boolean): Record<string, unknown> {
  if (!type.startsWith('kubernetes:')) return inputs;
  return { ...inputs, metadata: { ...inputs.metadata, uid: preview ? UNKNOWN : 'b0a4a6f0-3a5c-4f0e-9d6c-0c3c8a3c2f10' } };
}

/** An output that is not known before the update; in an update, known as the value. */
export function unknown(): pulumi.Output<string> {
  return pulumi.output(Promise.resolve(pulumi.unknown as unknown as string));
}

/** The manifests of Kubernetes among what was registered, secrets as their values. */
export function manifestsOf({ resources }: Ran): Record<string, unknown>[] {
  return resources
    .filter(({ custom, type }) => custom && type.startsWith('kubernetes:'))
    .map(({ inputs }) => plain(inputs) as Record<string, unknown>);
}

export function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value;
  const fields = value as Record<string, unknown>;
  if (fields['4dabf18193072939515e22adb298388d'] === SECRET) return plain(fields.value);
  return Object.fromEntries(Object.entries(fields).map(([key, item]) => [key, plain(item)]));
}

export function isSecret(value: unknown): boolean {
  return typeof value === 'object' && value !== null && (value as Record<string, unknown>)['4dabf18193072939515e22adb298388d'] === SECRET;
}
