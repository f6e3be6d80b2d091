import * as fc from 'fast-check';
import { VOLUME_SOURCES } from '../../../src/kubernetes/pods/security/volume-sources';

/** Left out of the pod, as opposed to null. */
const UNSET = Symbol('unset');

/** A value from those that every level admits, or, one time in so many, from those at the edges. */
type Choose = (harmless: readonly unknown[], edges: readonly unknown[]) => fc.Arbitrary<unknown>;

const TYPES = ['RuntimeDefault', 'Localhost', 'Unconfined', 'runtime/default', 'localhost/x', 'runtimedefault', '', null, UNSET] as const;
const CAPABILITIES = [
  'ALL',
  'NET_BIND_SERVICE',
  'NET_RAW',
  'CHOWN',
  'SYS_ADMIN',
  'CAP_CHOWN',
  'chown',
  'AUDIT_WRITE',
  'SETFCAP',
  'MKNOD',
  'SYS_CHROOT',
  '',
  null,
];
const ANNOTATION_VALUES = [
  'runtime/default',
  'docker/default',
  'localhost/',
  'localhost/x',
  'localhost',
  'unconfined',
  'RuntimeDefault',
  '',
  null,
];
const SYSCTLS = [
  'kernel.shm_rmid_forced',
  'net.ipv4.ip_local_port_range',
  'net.ipv4.tcp_syncookies',
  'net.ipv4.ping_group_range',
  'net.ipv4.ip_unprivileged_port_start',
  'net.ipv4.ip_local_reserved_ports',
  'net.ipv4.tcp_keepalive_time',
  'net.ipv4.tcp_fin_timeout',
  'net.ipv4.tcp_keepalive_intvl',
  'net.ipv4.tcp_keepalive_probes',
  'net.ipv4.tcp_rmem',
  'net.ipv4.tcp_wmem',
  'net.ipv4.tcp_slow_start_after_idle',
  'net.ipv4.tcp_notsent_lowat',
  'kernel.msgmax',
  'net/ipv4/tcp_rmem',
  '',
  null,
  UNSET,
];
const HOSTS = ['10.0.0.1', 'localhost', ' ', '', null, UNSET];
const NAMES = ['a', 'b', 'a'];

/** A mapping of the fields that are not {@link UNSET}. */
function mapping(fields: Record<string, fc.Arbitrary<unknown>>): fc.Arbitrary<unknown> {
  return fc.record(fields).map((value) => Object.fromEntries(Object.entries(value).filter(([, field]) => field !== UNSET)));
}

/** The value, or one of the ways to leave it out. */
function rarely(choose: Choose, value: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  return choose([UNSET], ['value', 'null']).chain((kind) => (kind === 'value' ? value : fc.constant(kind === 'null' ? null : UNSET)));
}

function orNull(value: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  return fc.oneof({ weight: 9, arbitrary: value }, { weight: 1, arbitrary: fc.constant(null) });
}

function list(items: readonly unknown[], maxLength = 3): fc.Arbitrary<unknown> {
  return fc.array(fc.constantFrom(...items.filter((item) => item !== UNSET)), { maxLength });
}

function profile(choose: Choose, harmless: readonly unknown[]): fc.Arbitrary<unknown> {
  return choose(harmless, TYPES).chain((type) =>
    type === UNSET
      ? fc.constantFrom<unknown>(UNSET, {}, null)
      : fc.constant({ type, ...(type === 'Localhost' ? { localhostProfile: 'x' } : {}) }),
  );
}

function sharedContext(choose: Choose): Record<string, fc.Arbitrary<unknown>> {
  return {
    appArmorProfile: profile(choose, ['RuntimeDefault', UNSET]),
    runAsNonRoot: choose([true], [UNSET, null, false]),
    runAsUser: choose([UNSET, 1000], [0, null, 1, -1, 2 ** 31, -0]),
    seccompProfile: profile(choose, ['RuntimeDefault', 'Localhost']),
    seLinuxOptions: rarely(
      choose,
      mapping({
        type: choose(
          [UNSET, 'container_t'],
          ['', null, 'container_init_t', 'container_kvm_t', 'container_engine_t', 'spc_t', 'Container_t'],
        ),
        user: choose([UNSET], ['', null, 'system_u']),
        role: choose([UNSET], ['', null, 'system_r']),
        level: choose([UNSET], ['s0:c1,c2']),
      }),
    ),
    windowsOptions: rarely(choose, mapping({ hostProcess: choose([UNSET, false], [true, null]), runAsUserName: choose([UNSET], ['x']) })),
  };
}

function handler(choose: Choose): fc.Arbitrary<unknown> {
  return rarely(
    choose,
    mapping({
      httpGet: rarely(
        choose,
        mapping({
          host: fc.constantFrom(...HOSTS),
          port: fc.constantFrom<unknown>(80, 'http'),
          path: fc.constantFrom<unknown>('/', UNSET),
        }),
      ),
      tcpSocket: rarely(choose, mapping({ host: fc.constantFrom(...HOSTS), port: fc.constant(80) })),
      exec: rarely(choose, fc.constant({ command: ['x'] })),
    }),
  );
}

function port(choose: Choose): fc.Arbitrary<unknown> {
  return mapping({
    containerPort: choose([80, 8080], [0, null, UNSET]),
    hostPort: choose([UNSET, 0], [null, 80, 65535, -1]),
    protocol: choose([UNSET], ['UDP']),
  });
}

function capabilities(choose: Choose): fc.Arbitrary<unknown> {
  const either = (harmless: readonly unknown[], wild: fc.Arbitrary<unknown>) =>
    choose(['harmless'], ['wild']).chain((kind) => (kind === 'wild' ? wild : fc.constantFrom(...harmless)));
  return mapping({
    add: either([UNSET, [], ['NET_BIND_SERVICE']], fc.oneof(fc.constant(null), list(CAPABILITIES))),
    drop: either([['ALL'], ['NET_RAW', 'ALL']], fc.oneof(fc.constantFrom<unknown>(UNSET, null), list(CAPABILITIES))),
  });
}

function container(choose: Choose): fc.Arbitrary<unknown> {
  return mapping({
    name: fc.constantFrom(...NAMES),
    image: fc.constant('x'),
    livenessProbe: handler(choose),
    readinessProbe: handler(choose),
    startupProbe: handler(choose),
    lifecycle: rarely(choose, mapping({ postStart: handler(choose), preStop: handler(choose) })),
    ports: fc.oneof(choose([UNSET], [null]), fc.array(orNull(port(choose)), { maxLength: 2 })),
    securityContext: choose(['context'], [UNSET, null, 'empty']).chain((kind) => {
      if (kind === 'empty') return fc.constant({});
      return kind !== 'context'
        ? fc.constant(kind)
        : mapping({
            ...sharedContext(choose),
            allowPrivilegeEscalation: choose([false], [true, null, UNSET]),
            capabilities: choose(['capabilities'], [UNSET, null]).chain((found) =>
              found === 'capabilities' ? capabilities(choose) : fc.constant(found),
            ),
            privileged: choose([false, UNSET], [true, null]),
            procMount: choose([UNSET, 'Default'], ['', null, 'Unmasked', 'default', 'x']),
            readOnlyRootFilesystem: choose([UNSET], [true]),
          });
    }),
  });
}

function volume(choose: Choose): fc.Arbitrary<unknown> {
  const source = choose(['secret', 'emptyDir', 'image', 'projected'], [...VOLUME_SOURCES, UNSET]);
  return fc.tuple(source, choose([UNSET], [...VOLUME_SOURCES]), choose(['mapping'], ['null'])).map(([first, second, form]) => {
    const found: Record<string, unknown> = { name: 'v' };
    for (const key of [first, second]) if (typeof key === 'string') found[key] = form === 'null' ? null : {};
    return found;
  });
}

/** Fields that no check reads: what is wrong with them is for others to find. */
const UNREAD = new Set([
  'exec',
  'fsGroup',
  'image',
  'level',
  'localhostProfile',
  'path',
  'port',
  'protocol',
  'readOnlyRootFilesystem',
  'runAsUserName',
  'value',
]);

/** Values, most of them of a type that the decoder refuses where a check reads. */
const WRONG = [[], {}, 'true', 'x', '0', 1, 1.5, 2 ** 31, 2 ** 63, 1e21, true, false];

function withWeight(harmless: number): Choose {
  return (usual, edges) =>
    fc.oneof({ weight: harmless, arbitrary: fc.constantFrom(...usual) }, { weight: 1, arbitrary: fc.constantFrom(...usual, ...edges) });
}

function podWith(choose: Choose): fc.Arbitrary<any> {
  const containers = (minLength: number) => fc.array(container(choose), { minLength, maxLength: 2 });
  return mapping({
    apiVersion: fc.constant('v1'),
    kind: fc.constant('Pod'),
    metadata: mapping({
      name: fc.constant('p'),
      annotations: rarely(
        choose,
        fc.dictionary(
          fc.constantFrom(
            'container.apparmor.security.beta.kubernetes.io/a',
            'container.apparmor.security.beta.kubernetes.io/none',
            'container.apparmor.security.beta.kubernetes.io/',
            'seccomp.security.alpha.kubernetes.io/pod',
            'container.seccomp.security.alpha.kubernetes.io/a',
            'container.seccomp.security.alpha.kubernetes.io/b',
            'container.seccomp.security.alpha.kubernetes.io/none',
            'other',
            'constructor',
          ),
          fc.constantFrom(...ANNOTATION_VALUES),
          { maxKeys: 4 },
        ),
      ),
    }),
    spec: mapping({
      containers: containers(1),
      initContainers: fc.oneof(choose([UNSET], [null, []]), containers(0)),
      ephemeralContainers: fc.oneof(choose([UNSET], [null, []]), containers(0)),
      hostNetwork: choose([false, UNSET], [true, null]),
      hostPID: choose([false, UNSET], [true, null]),
      hostIPC: choose([false, UNSET], [true, null]),
      hostUsers: choose([UNSET], [true, false, false, null]),
      os: choose([UNSET], ['linux', 'windows', 'windows', 'Windows', '', null, 'empty', 'null']).map((os) =>
        os === UNSET ? UNSET : os === 'empty' ? {} : os === 'null' ? null : { name: os },
      ),
      securityContext: choose(['context'], [UNSET, null]).chain((kind) =>
        kind !== 'context'
          ? fc.constant(kind)
          : mapping({
              ...sharedContext(choose),
              sysctls: rarely(
                choose,
                fc.array(orNull(mapping({ name: fc.constantFrom(...SYSCTLS), value: fc.constant('1') })), { maxLength: 3 }),
              ),
              fsGroup: choose([UNSET], [0]),
            }),
      ),
      volumes: rarely(choose, fc.array(orNull(volume(choose)), { maxLength: 3 })),
    }),
  });
}

/** Pods that the decoder accepts: some wild, most a few edges away from what every level admits. */
export const pods: fc.Arbitrary<any> = fc.constantFrom(1, 8, 8, 40, 40, 40).chain((harmless) => podWith(withWeight(harmless)));

/** Such pods with one value that a check reads replaced by one that may be of a wrong type. */
export const malformedPods: fc.Arbitrary<any> = fc
  .tuple(
    fc.constantFrom(2, 8).chain((harmless) => podWith(withWeight(harmless))),
    fc.nat(),
    fc.constantFrom<unknown>(...WRONG),
  )
  .map(([pod, position, value]) => {
    const copy = structuredClone(pod);
    const places: [any, string][] = [];
    const visit = (holder: any): void => {
      if (typeof holder !== 'object' || holder === null) return;
      for (const key of Object.keys(holder)) {
        if (UNREAD.has(key)) continue;
        places.push([holder, key]);
        visit(holder[key]);
      }
    };
    visit(copy.spec);
    visit(copy.metadata.annotations);
    const [holder, key] = places[position % places.length]!;
    holder[key] = value;
    return copy;
  });
