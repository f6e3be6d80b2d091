import { componentFlags } from '../../../../src/kubernetes/components/component-flags';
import { effectiveFlag, type CataloguedFlags } from '../../../../src/kubernetes/components/flags/effective-flag';
import { parseMinor } from '../../../../src/kubernetes/releases/versions';
import { componentPod, kubeadmConfiguration } from '../../../support/components';
import { inventoryOf } from '../../../support/findings';

const SERVER = 'kube-apiserver';

/** The flag as `value <origin>`, with `?reason` where unclear. */
function flag(manifest: object, name: string, release = '1.37'): string {
  const program = componentFlags(inventoryOf([manifest])).find(({ component }) => component === SERVER)! as CataloguedFlags;
  const { value, origin, unclear } = effectiveFlag(program, name, parseMinor(release));
  return `${value} <${origin}>${unclear === undefined ? '' : ` ?${unclear}`}`;
}

const ROWS: readonly (readonly [string, object, string, string, string?])[] = [
  ['a default', componentPod(SERVER), 'profiling', 'true <default>'],
  ['a default of one release', componentPod(SERVER), 'audit-log-maxage', '0 <default>', '1.35'],
  ['a default of the next', componentPod(SERVER), 'audit-log-maxage', '366 <default>', '1.36'],
  ['a default list', componentPod(SERVER), 'tls-cipher-suites', ' <default>'],
  ['no flag of the release', componentPod(SERVER), 'tls-curve-preferences', ' <default>', '1.35'],
  ['the last one counts', componentPod(SERVER, '--profiling', '--profiling=0'), 'profiling', '0 <input>'],
  ['lists add up', componentPod(SERVER, '--tls-cipher-suites=A,B', '--tls-cipher-suites=C'), 'tls-cipher-suites', 'A,B,C <input>'],
  ['gates add up', componentPod(SERVER, '--feature-gates=A=true', '--feature_gates=B=true'), 'feature-gates', 'A=true,B=true <input>'],
  ['kubeadm', kubeadmConfiguration(SERVER), 'authorization-mode', 'Node,RBAC <kubeadm>'],
  ['kubeadm does not set it', kubeadmConfiguration(SERVER), 'profiling', 'true <default>'],
  ['kubeadm, replaced', kubeadmConfiguration(SERVER, 'authorization-mode=RBAC'), 'authorization-mode', 'RBAC <input>'],
  ['kubeadm, appended', kubeadmConfiguration(SERVER, 'authorization-mode+=,Webhook'), 'authorization-mode', 'Node,RBAC,Webhook <input>'],
  ['kubeadm, in front', kubeadmConfiguration(SERVER, 'authorization-mode=+Webhook,'), 'authorization-mode', 'Webhook,Node,RBAC <input>'],
  ['kubeadm, appended to nothing', kubeadmConfiguration(SERVER, 'tls-cipher-suites+=A'), 'tls-cipher-suites', ' <default>'],
  ['kubeadm, appended, then replaced', kubeadmConfiguration(SERVER, 'secure-port+=1', 'secure-port=7'), 'secure-port', '7 <input>'],
  ['another mode is not set with a file', kubeadmConfiguration(SERVER, 'authorization-config=/a'), 'authorization-mode', ' <default>'],
  [
    'another folder of certificates',
    { ...kubeadmConfiguration(SERVER), certificatesDir: '/pki' },
    'client-ca-file',
    '/pki/ca.crt <kubeadm>',
  ],
  [
    'another domain',
    { ...kubeadmConfiguration(SERVER), networking: { dnsDomain: 'example.com' } },
    'service-account-issuer',
    'https://kubernetes.default.svc.example.com <kubeadm>',
  ],
  ['an external etcd', { ...kubeadmConfiguration(SERVER), etcd: { external: { endpoints: [] } } }, 'etcd-cafile', ' <default>'],
  [
    'a script',
    { ...componentPod(SERVER), spec: { containers: [{ name: 'a', command: ['/entrypoint.sh', SERVER] }] } },
    'profiling',
    'true <default> ?it is not seen, but the script entrypoint.sh may add flags',
  ],
];

test.each(ROWS.map(([title, ...row]) => ({ title, row })))('$title', ({ row: [manifest, name, expected, release] }) =>
  expect(flag(manifest, name, release)).toBe(expected),
);
