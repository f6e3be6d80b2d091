import { anonymousAccess } from '../../../../src/control-plane/rules/authentication/anonymous-access';
import { Together } from '../../../../src/kubernetes/objects/applied-together';
import { componentPod, inKubeadm, inPod, kubeadmConfiguration } from '../../../support/components';
import { findings } from '../../../support/findings';

const SERVER = 'kube-apiserver';
const ANYONE = 'requests without credentials are served as system:anonymous';
const configuration = (anonymous?: unknown) => ({
  apiVersion: 'apiserver.config.k8s.io/v1',
  kind: 'AuthenticationConfiguration',
  metadata: { name: 'a' },
  ...(anonymous === undefined ? {} : { anonymous }),
});
const withFile = (...flags: string[]) => componentPod(SERVER, '--authentication-config=/etc/a.yaml', ...flags);
const at = 'AuthenticationConfiguration a anonymous';

test.each<[string, object[], string[]]>([
  ['off', [componentPod(SERVER, '--anonymous-auth=false')], []],
  ['unset', [componentPod(SERVER)], [`${inPod(SERVER)}: --anonymous-auth is not set, and true by default, so ${ANYONE}`]],
  [
    'unset, kubeadm',
    [kubeadmConfiguration(SERVER)],
    [`${inKubeadm(SERVER)}: --anonymous-auth is not set, and true by default, so ${ANYONE}`],
  ],
  ['on', [componentPod(SERVER, '--anonymous-auth')], [`${inPod(SERVER, 1)}: --anonymous-auth is true, so ${ANYONE}`]],
  [
    'empty',
    [componentPod(SERVER, '--anonymous-auth=')],
    [`? ${inPod(SERVER, 1)}: --anonymous-auth is "", which is not a boolean, so the component does not start`],
  ],
  [
    'a file that is not in the input',
    [withFile()],
    [`? ${inPod(SERVER, 1)}: /etc/a.yaml is not in the input, so whether anonymous requests are served is not known`],
  ],
  [
    'on, with a file that is not in the input',
    [withFile('--anonymous-auth=true')],
    [`${inPod(SERVER, 2)}: --anonymous-auth is true, so ${ANYONE}`],
  ],
  ['off, with a file that is not in the input', [withFile('--anonymous-auth=false')], []],
  [
    'a file that does not say',
    [withFile(), configuration()],
    [`${inPod(SERVER)}: --anonymous-auth is not set, and true by default, so ${ANYONE}`],
  ],
  ['a file that does not say, and the flag does', [withFile('--anonymous-auth=false'), configuration()], []],
  ['off in the file', [withFile(), configuration({ enabled: false })], []],
  ['unset in the file', [withFile(), configuration({})], []],
  [
    'health checks',
    [withFile(), configuration({ enabled: true, conditions: [{ path: '/livez' }, { path: '/readyz/ping' }, { path: '/healthz' }] })],
    [],
  ],
  [
    'everything in the file',
    [withFile(), configuration({ enabled: true })],
    [`${at}.conditions: anonymous.enabled is true for every path, so ${ANYONE}`],
  ],
  [
    'no conditions',
    [configuration({ enabled: true, conditions: [] })],
    [`${at}.conditions: anonymous.enabled is true for every path, so ${ANYONE}`],
  ],
  [
    'other paths',
    [configuration({ enabled: true, conditions: [{ path: '/livez' }, { path: '/api' }, { path: '/livezx' }, {}] })],
    [
      `${at}.conditions[1].path: anonymous requests are served at /api`,
      `${at}.conditions[2].path: anonymous requests are served at /livezx`,
      `? ${at}.conditions[3].path: the path is nothing, so the API server does not start`,
    ],
  ],
  ['no mapping', [configuration(true)], [`? ${at}: anonymous is a boolean, so the API server does not start`]],
  ['no boolean', [configuration({ enabled: 'yes' })], [`? ${at}.enabled: anonymous.enabled is a string, so the API server does not start`]],
  [
    'no list',
    [configuration({ enabled: true, conditions: '/livez' })],
    [`? ${at}.conditions: anonymous.conditions is a string, so the API server does not start`],
  ],
])('%s', (_, manifests, expected) => expect(findings(anonymousAccess, manifests, { together: () => Together.YES })).toEqual(expected));

test('paths that are accepted', () => {
  const conditions = [{ path: '/api/v1/namespaces/kube-public/configmaps/cluster-info' }];
  const options = { paths: ['/livez', '/api/v1/namespaces/kube-public/configmaps/cluster-info'] };
  expect(findings(anonymousAccess, [configuration({ enabled: true, conditions })], { options })).toEqual([]);
});

test.each<[string, string, number]>([
  ['/version', '/version', 0],
  ['/version', '/version/more', 0],
  ['/version', '/versions', 1],
  ['/openapi/', '/openapi/v3', 0],
  ['/openapi/', '/openapi', 1],
  ['/', '/version', 0],
])('accepted %s: %s', (accepted, path, count) => {
  const options = { paths: [accepted] };
  expect(findings(anonymousAccess, [configuration({ enabled: true, conditions: [{ path }] })], { options })).toHaveLength(count);
});
