import type { GeneratorValue } from 'fast-check';
import * as fc from 'fast-check';

/** Kustomizations below one folder, and the one that is built. */
export interface Tree {
  readonly files: Readonly<Record<string, string>>;
  readonly folder: string;
}

type Json = Record<string, unknown>;

/** Overlays, components and bases with objects and changes of every kind that kustomizations have: some of them are no valid ones. */
export function treeOf(g: GeneratorValue): Tree {
  const files: Record<string, string> = {};
  const maybe = (percent: number) => g(fc.integer, { min: 1, max: 100 }) <= percent;
  const of = <T>(...values: readonly T[]): T => values[g(fc.nat, values.length - 1)]!;
  const some = <T>(least: number, most: number, make: () => T): T[] =>
    Array.from({ length: g(fc.integer, { min: least, max: most }) }, make);
  const where = <T>(percent: number, make: () => T): T | undefined => (maybe(percent) ? make() : undefined);
  const name = () => of('web', 'db', 'api');
  const namespace = () => of('shop', 'dev', 'default');
  const labels = (): Json => ({ [of('app', 'tier', 'x.io/part')]: of('a', 'b', 'c') });
  const write = (file: string, value: unknown) => (files[file] = `${JSON.stringify(value, undefined, 1)}\n`);

  const env = () => ({
    name: of('A', 'B', 'C'),
    ...of<Json>({ value: of('1', '2') }, { valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } }),
  });
  const once = <T extends Json>(items: T[], ...keys: readonly string[]) =>
    items.filter((item, at) => items.findIndex((other) => keys.every((key) => other[key] === item[key])) === at);
  const container = (isPatch: boolean): Json => ({
    name: of('web', 'side', 'init'),
    image: where(isPatch ? 30 : 100, () => of('nginx', 'nginx:1.2', 'reg.io:5000/a/nginx:1@sha256:abc', 'reg.io/b')),
    env: where(40, () => once(some(1, 3, env), 'name')),
    ports: where(30, () =>
      once(
        some(1, 3, () => ({ containerPort: of(80, 81, 82), ...(maybe(20) && { protocol: of('TCP', 'UDP') }) })),
        'containerPort',
      ),
    ),
    volumeMounts: where(20, () =>
      once(
        some(1, 2, () => ({ name: of('v', 'w'), mountPath: of('/v', '/w', '/x') })),
        'mountPath',
      ),
    ),
    args: where(20, () => some(0, 2, () => of('-a', '-b'))),
    securityContext: where(40, () => ({
      runAsNonRoot: where(50, () => of<unknown>(true, false, ...(isPatch ? [null] : []))),
      capabilities: where(50, () => ({ drop: some(1, 2, () => of('ALL', 'NET_RAW')) })),
    })),
    resources: where(30, () => ({ limits: where(60, () => ({ cpu: of<unknown>('1', 1), memory: of('1Gi', '2Gi') })) })),
  });
  const podSpec = (isPatch: boolean): Json => ({
    containers: where(isPatch ? 60 : 100, () =>
      once(
        some(1, 3, () => container(isPatch)),
        'name',
      ),
    ),
    initContainers: where(20, () =>
      once(
        some(1, 2, () => container(isPatch)),
        'name',
      ),
    ),
    volumes: where(30, () =>
      once(
        some(1, 2, () => ({ name: of('v', 'w', 'u'), ...of<Json>({ emptyDir: {} }, { hostPath: { path: '/x' } }) })),
        'name',
      ),
    ),
    hostNetwork: where(20, () => of<unknown>(true, false, ...(isPatch ? [null] : []))),
    nodeSelector: where(20, () => (isPatch && maybe(20) ? null : labels())),
    tolerations: where(20, () => some(1, 2, () => ({ key: of('k', 'l'), operator: 'Exists' }))),
    imagePullSecrets: where(15, () =>
      once(
        some(1, 2, () => ({ name: of('r', 's') })),
        'name',
      ),
    ),
    hostAliases: where(10, () =>
      once(
        some(1, 2, () => ({ ip: of('1.1.1.1', '2.2.2.2'), hostnames: ['x'] })),
        'ip',
      ),
    ),
    topologySpreadConstraints: where(10, () => [
      {
        maxSkew: 1,
        topologyKey: of('zone', 'host'),
        whenUnsatisfiable: of('DoNotSchedule', 'ScheduleAnyway'),
        labelSelector: { matchLabels: labels() },
      },
    ]),
    affinity: where(10, () => ({
      podAntiAffinity: {
        requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey: 'zone', labelSelector: { matchLabels: labels() } }],
      },
    })),
  });
  const template = (isPatch: boolean): Json => ({ metadata: where(70, () => ({ labels: labels() })), spec: podSpec(isPatch) });
  const KINDS: Readonly<Record<string, (isPatch: boolean) => Json>> = {
    'apps/v1 Deployment': (isPatch) => ({
      spec: { replicas: where(40, () => of(1, 3)), selector: where(60, () => ({ matchLabels: labels() })), template: template(isPatch) },
    }),
    'apps/v1 StatefulSet': (isPatch) => ({
      spec: {
        serviceName: 's',
        template: template(isPatch),
        volumeClaimTemplates: where(40, () => [{ metadata: { name: 'c' }, spec: { accessModes: ['ReadWriteOnce'] } }]),
      },
    }),
    'batch/v1 CronJob': (isPatch) => ({ spec: { schedule: '* * * * *', jobTemplate: { spec: { template: template(isPatch) } } } }),
    'v1 Pod': (isPatch) => ({ spec: podSpec(isPatch) }),
    'v1 Service': () => ({
      spec: {
        selector: where(60, labels),
        ports: once(
          some(1, 3, () => ({ port: of(80, 81, 82), targetPort: of<unknown>(80, 'http') })),
          'port',
        ),
      },
    }),
    'v1 ConfigMap': (isPatch) => ({ data: { [of('a', 'b')]: of<unknown>('1', '2', ...(isPatch ? [null] : [])) } }),
    'v1 ServiceAccount': () => ({
      automountServiceAccountToken: where(50, () => of(true, false)),
      secrets: where(20, () => [{ name: of('t', 'u') }]),
    }),
    'v1 Namespace': () => ({}),
    'rbac.authorization.k8s.io/v1 RoleBinding': () => ({
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: 'r' },
      subjects: some(1, 2, () => ({
        kind: of('ServiceAccount', 'User'),
        name: of('default', 'web', 'db'),
        namespace: where(60, namespace),
      })),
    }),
    'rbac.authorization.k8s.io/v1 ClusterRole': () => ({
      rules: some(1, 2, () => ({ apiGroups: [''], resources: [of('pods', 'secrets')], verbs: ['get'] })),
    }),
    'networking.k8s.io/v1 NetworkPolicy': () => ({
      spec: {
        podSelector: of<Json>({}, { matchLabels: labels() }),
        ingress: where(50, () => [{ from: [{ podSelector: { matchLabels: labels() } }], ports: where(50, () => [{ port: of(80, 81) }]) }]),
      },
    }),
    'example.com/v1 Widget': () => ({
      spec: { containers: some(1, 2, () => ({ name: of('web', 'side'), image: of('nginx', 'other') })), size: of(1, 2) },
    }),
  };
  const kinds = Object.keys(KINDS);
  const objectOf = (kind: string, isPatch: boolean): Json => ({
    apiVersion: kind.split(' ')[0],
    kind: kind.split(' ')[1],
    metadata: {
      name: name(),
      namespace: where(isPatch ? 5 : 20, namespace),
      labels: where(30, labels),
      annotations: where(15, () => ({ note: of('x', 'y') })),
    },
    ...KINDS[kind]!(isPatch),
  });

  const used = new Set<string>();
  const object = (): Json | undefined => {
    const kind = maybe(50) ? of('apps/v1 Deployment', 'v1 Service', 'rbac.authorization.k8s.io/v1 RoleBinding') : of(...kinds);
    const made = objectOf(kind, false);
    const id = `${kind} ${(made.metadata as Json).name as string}`;
    return used.has(id) ? undefined : (used.add(id), made);
  };
  const scaled = () => [...used].filter((id) => / (?:Deployment|StatefulSet) /.test(id)).map((id) => id.split(' ')[2]!);
  /** Most of what is named is there. */
  const known = () => (maybe(99) && used.size > 0 ? of(...used) : `${of(...kinds)} ${name()}`).split(' ') as [string, string, string];
  const mergePatch = ([apiVersion, kind, called]: readonly [string, string, string]): Json => {
    const patch = objectOf(`${apiVersion} ${kind}`, true);
    (patch.metadata as Json).name = called;
    if (maybe(4)) return { apiVersion, kind, metadata: { name: called }, $patch: 'delete' };
    const spec = patch.spec as Json | undefined;
    if (spec && maybe(6)) spec.$patch = of('replace', 'merge');
    const pods = ((spec?.template as Json | undefined)?.spec ?? {}) as { containers?: Json[] };
    if (pods.containers && maybe(15)) pods.containers[0] = { name: of('web', 'side'), $patch: of('delete', 'delete', 'replace') };
    if (pods.containers && maybe(4)) pods.containers.push({ $patch: 'replace' });
    return patch;
  };
  const PATHS: Readonly<Record<string, readonly string[]>> = {
    Deployment: [
      '/spec/template/spec/containers/0/image',
      '/spec/template/spec/containers/-',
      '/spec/template/spec/hostNetwork',
      '/spec/replicas',
    ],
    Service: ['/spec/ports/0', '/spec/ports/-', '/spec/selector'],
    ConfigMap: ['/data/a', '/data/c'],
    RoleBinding: ['/subjects/0/name', '/subjects/-'],
  };
  const jsonPatch = (kind: string): unknown[] =>
    some(1, 2, () => {
      const path = of(...(PATHS[kind] ?? []), '/metadata/labels', '/metadata/annotations', '/metadata/labels/app');
      const op = of('add', 'add', 'add', 'add', 'replace', 'replace', 'remove', 'copy', 'test');
      if (op === 'remove') return { op, path };
      if (op === 'copy') return { op, path, from: of('/metadata/labels', '/metadata/name', '/spec/template/spec/containers/0') };
      const value = /labels$|annotations$|selector$/.test(path)
        ? { 'a': 'b', 'x/y': 'c' }
        : /replicas$/.test(path)
          ? of(1, 4)
          : /hostNetwork$/.test(path)
            ? of(true, false)
            : /containers\/-$/.test(path)
              ? { name: 'new', image: 'new:1' }
              : /ports/.test(path)
                ? { port: of(90, 91) }
                : /subjects\/-$/.test(path)
                  ? { kind: 'User', name: 'u' }
                  : 'x';
      return { op, path, value };
    });
  const target = ([apiVersion, kind, called]: readonly [string, string, string]): Json => {
    const [group, version] = apiVersion.includes('/') ? apiVersion.split('/') : ['', apiVersion];
    return {
      kind: maybe(90) ? kind : of('.*', 'Deployment|StatefulSet', 'Deploy'),
      name: where(80, () => of(called, called, called, 'w.*', '.*', 'we')),
      group: where(30, () => group || undefined),
      version: where(20, () => version),
      namespace: where(10, namespace),
      labelSelector: where(6, () => of('app=a', 'app=a', 'tier==b,app=a', 'app in (a, b)', 'app')),
    };
  };

  let files_ = 0;
  const patch = (folder: string): Json => {
    const isJson = maybe(40);
    const what = known();
    const value = isJson ? jsonPatch(what[1]) : mergePatch(what);
    const at = isJson || maybe(25) ? target(what) : undefined;
    if (maybe(50)) return { patch: JSON.stringify(value), target: at };
    const path = `p${(files_ += 1)}.yaml`;
    write(`${folder}/${path}`, value);
    return { path, target: at };
  };
  const changes = (folder: string, percent: number): Json => ({
    namespace: where(percent, namespace),
    namePrefix: where(percent / 3, () => 'pfx1-'),
    nameSuffix: where(percent / 6, () => '-sfx1'),
    patches: where(percent, () => some(1, 2, () => patch(folder))),
    patchesStrategicMerge: where(percent / 3, () =>
      some(1, 2, () => {
        const path = `s${(files_ += 1)}.yaml`;
        write(`${folder}/${path}`, mergePatch(known()));
        return path;
      }),
    ),
    patchesJson6902: where(percent / 4, () => {
      const [apiVersion, kind, called] = known();
      const [group, version] = apiVersion.includes('/') ? apiVersion.split('/') : [undefined, apiVersion];
      return [{ target: { group, version, kind, name: called }, patch: JSON.stringify(jsonPatch(kind)) }];
    }),
    labels: where(percent / 2, () =>
      some(1, 2, () => ({ pairs: labels(), includeSelectors: where(30, () => true), includeTemplates: where(30, () => true) })),
    ),
    commonLabels: where(percent / 4, labels),
    commonAnnotations: where(percent / 3, () => ({ note: of('x', 'y', 'z') })),
    images: where(percent, () =>
      some(1, 2, () => ({
        name: of('nginx', 'reg.io:5000/a/nginx', 'reg.io/b', 'other'),
        newName: where(40, () => of('mirror.io/nginx', 'other')),
        newTag: where(50, () => of('2', 'v3.1')),
        digest: where(30, () => 'sha256:def'),
      })),
    ),
    replicas: scaled().length === 0 ? undefined : where(percent / 2, () => [{ name: of(...scaled()), count: of(0, 2, 5) }]),
    configMapGenerator: where(percent / 20, () => [{ name: 'made', literals: ['a=b'] }]),
  });

  const layer = (folder: string, resources: readonly string[], percent: number, kind?: string): void => {
    const objects = some(kind || resources.length > 0 ? 0 : 2, kind || resources.length > 0 ? 1 : 5, object).filter(
      (each) => each !== undefined,
    );
    const names = objects.map((each, at) => {
      write(`${folder}/r${at}.yaml`, maybe(10) ? { apiVersion: 'v1', kind: 'List', items: [each] } : each);
      return `r${at}.yaml`;
    });
    const components = kind === undefined && maybe(20) ? [`${folder}-component`] : [];
    for (const component of components) layer(component, [], 16, 'Component');
    write(`${folder}/kustomization.yaml`, {
      ...(kind && { apiVersion: 'kustomize.config.k8s.io/v1alpha1', kind }),
      resources: [...resources.map((each) => `../${each}`), ...names],
      components: components.map((component) => `../${component}`),
      ...changes(folder, percent),
    });
  };
  const bases = some(1, 2, () => `base${(files_ += 1)}`);
  for (const base of bases) layer(base, [], 6);
  layer('middle', bases, 12);
  layer('over', ['middle'], 25);
  return { files, folder: 'over' };
}
