import { parseGoDuration } from '../kubernetes/components/flags/go-values';
import { PROTECTIVE_GATES } from '../kubernetes/components/flags/protective-gates';

/** What follows from the value of a flag, behind "so"; undefined when nothing bad does. */
type Judge = (value: string, flags: ReadonlyMap<string, string>) => string | undefined;

/** As the flags of Kubernetes read a boolean: https://pkg.go.dev/strconv#ParseBool */
const TRUE = /^(1|t|T|TRUE|true|True)$/;
const FALSE = /^(0|f|F|FALSE|false|False)$/;

const on =
  (consequence: string): Judge =>
  (value) =>
    FALSE.test(value) ? undefined : consequence;
const off =
  (consequence: string): Judge =>
  (value) =>
    TRUE.test(value) ? undefined : consequence;
const set =
  (consequence: string): Judge =>
  (value) =>
    value === '' ? undefined : consequence;
const empty =
  (consequence: string): Judge =>
  (value) =>
    value === '' ? consequence : undefined;
const zero =
  (consequence: string): Judge =>
  (value) =>
    /^[-+]?0*$/.test(value) ? consequence : undefined;

const parts = (value: string): string[] => value.split(',').map((part) => part.trim());

/** Plugins without which nothing is less secure. */
const HARMLESS_PLUGINS = new Set([
  '',
  'DefaultIngressClass',
  'DefaultStorageClass',
  'DefaultTolerationSeconds',
  'PersistentVolumeClaimResize',
  'StorageObjectInUseProtection',
]);

/** Suites with forward secrecy and authenticated encryption, and those of TLS 1.3. Source: RFC 9325 section 4.2 */
const STRONG_SUITE = /^TLS_((AES|CHACHA20)_|ECDHE_(ECDSA|RSA)_WITH_(AES_\d+_GCM|CHACHA20_POLY1305)(_|$))/;

function pluginsEnabled(value: string): string | undefined {
  const plugins = parts(value);
  if (plugins.includes('AlwaysAdmit')) return 'AlwaysAdmit is among the admission plugins';
  return plugins.includes('NodeRestriction')
    ? undefined
    : 'NodeRestriction, which kubeadm would enable, is not: a kubelet could change other nodes';
}

function modes(value: string): string | undefined {
  const given = parts(value);
  if (given.includes('AlwaysAllow')) return 'every user may do anything';
  if (given.includes('ABAC')) return 'a file grants rights that no rule sees';
  const missing = ['Node', 'RBAC'].filter((mode) => !given.includes(mode));
  return missing.length === 0 ? undefined : `${missing.join(' and ')} would not be asked`;
}

function gates(value: string): string | undefined {
  for (const part of parts(value)) {
    const [name = '', state = ''] = part.replace(/^[^:=]*:/, '').split('=');
    if (/^All(Alpha|Beta)$/.test(name) && !FALSE.test(state)) return 'features that are not finished are switched on';
    if (PROTECTIVE_GATES.has(name) && !TRUE.test(state)) return `${name}, which limits what callers may do, is switched off`;
  }
  return undefined;
}

function apis(value: string): string | undefined {
  for (const part of parts(value)) {
    const [name = '', state = 'true'] = part.split('=');
    if (FALSE.test(state)) {
      if (!/\/v\d+(alpha|beta)\d+|^api\/(alpha|beta)$/.test(name)) return `${name} is not served, which policies may rely on`;
    } else if (/\/v\d+alpha\d+|^api\/(all|alpha)$/.test(name)) return 'APIs that are not finished are served';
  }
  return undefined;
}

/** Anchored at both ends, as `kube-apiserver --help` requires. */
const ORIGIN = /^(\(\?[a-z]+\))?(\^|\/\/).*(\$|:)$/;

/** Values of flags of kube-apiserver that need a reason, by flag. */
const UNSAFE: Readonly<Record<string, Judge>> = {
  'admission-control': (value) => pluginsEnabled(value) ?? 'it takes the place of the admission plugins that are on by default',
  'aggregator-reject-forwarding-redirect': off('an aggregated API can have requests sent to where it likes'),
  'anonymous-auth': on('requests without credentials are served'),
  'authentication-config': set('a file that no rule reads says who is let in, and whether anonymous callers are'),
  'authorization-config': set('a file that no rule reads says what is allowed'),
  'authorization-mode': modes,
  'contention-profiling': on('callers learn about the insides of the server, and can slow it down'),
  'cors-allowed-origins': (value) =>
    value === '' || parts(value).every((origin) => ORIGIN.test(origin))
      ? undefined
      : 'pages of other hosts, which end or begin so, may call',
  'debug-socket-path': set('any client that reaches the socket may profile the server'),
  'disable-admission-plugins': (value) => {
    const plugins = parts(value).filter((plugin) => !HARMLESS_PLUGINS.has(plugin));
    return plugins.length === 0 ? undefined : `${plugins.join(', ')} would check nothing`;
  },
  'enable-admission-plugins': pluginsEnabled,
  'enable-logs-handler': on('the log files of the node are served'),
  'enable-priority-and-fairness': off('one caller can take the place of all others'),
  'encryption-provider-config': empty('Secrets are not encrypted in etcd'),
  'etcd-servers-overrides': (value) => (/http:\/\//i.test(value) ? 'objects are sent to etcd in plaintext' : undefined),
  'feature-gates': gates,
  'kubelet-certificate-authority': empty('any client can pose as a kubelet'),
  'max-mutating-requests-inflight': zero('nothing limits how many requests are served at once'),
  'max-requests-inflight': zero('nothing limits how many requests are served at once'),
  'oidc-groups-claim': (value, flags) =>
    value === '' || (flags.get('oidc-groups-prefix') ?? '') !== ''
      ? undefined
      : 'the issuer can name system:masters without oidc-groups-prefix',
  'oidc-username-prefix': (value) => (value === '-' ? 'the issuer can name users of the system' : undefined),
  'profiling': on('callers learn about the insides of the server, and can slow it down'),
  'requestheader-allowed-names': empty('every certificate of that authority may name any user'),
  'runtime-config': apis,
  'service-account-extend-token-expiration': on('tokens of pods are valid for a year'),
  'service-account-lookup': off('tokens of accounts that were deleted are taken'),
  'service-account-max-token-expiration': (value) => (parseGoDuration(value) === 0 ? 'tokens of any lifetime can be requested' : undefined),
  'service-node-port-range': (value) =>
    Number.parseInt(value, 10) < 1024 ? 'a Service can take over a port of the nodes, such as 22' : undefined,
  'tls-cipher-suites': (value) => {
    const weak = parts(value).filter((suite) => suite !== '' && !STRONG_SUITE.test(suite));
    return weak.length === 0 ? undefined : `${weak[0]} can be negotiated`;
  },
  'tls-min-version': (value) => (/^(|VersionTLS1[23])$/.test(value) ? undefined : 'versions of TLS that are broken can be negotiated'),
  'token-auth-file': set('tokens in a plaintext file, which never expire, are accepted'),
  'v': (value) => (Number(value) < 8 ? undefined : 'bodies of requests, with their Secrets, get into the log'),
};

/** What is unsafe about a flag of kube-apiserver, behind "so"; undefined for a value that needs no reason. */
export function unsafeApiServerFlag(name: string, flags: ReadonlyMap<string, string>): string | undefined {
  return Object.hasOwn(UNSAFE, name) ? UNSAFE[name]!(flags.get(name)!, flags) : undefined;
}

/** Whether no reason makes up for a value. */
export function isBeyondReason(name: string, value: string): boolean {
  return name === 'authorization-mode' && parts(value).includes('AlwaysAllow');
}
