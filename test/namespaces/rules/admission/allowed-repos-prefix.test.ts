import { allowedReposPrefix } from '../../../../src/namespaces/rules/admission/allowed-repos-prefix';
import { table } from '../../../support/pods';

const constraint = (repos: unknown) => ({
  apiVersion: 'constraints.gatekeeper.sh/v1beta1',
  kind: 'K8sAllowedRepos',
  metadata: { name: 'repos' },
  spec: { parameters: { repos } },
});
const at = (text: string, place = '[0]') => `K8sAllowedRepos repos spec.parameters.repos${place}: ${text}`;
const open = (entry: string) => [at(`"${entry}" allows every name that begins so`)];

table(allowedReposPrefix, [
  ['unset, null, empty', [constraint(undefined), constraint(null), constraint([]), { ...constraint([]), spec: undefined }], []],
  ['closed', constraint(['registry.example.com/', 'ghcr.io/acme/', 'ghcr.io/acme/api:1.4', 'a.example/b@sha256:0']), []],
  ['a host', constraint(['registry.example.com']), open('registry.example.com')],
  ['a host with a port', constraint(['registry.example.com:5000']), open('registry.example.com:5000')],
  ['an organisation', constraint(['ghcr.io/acme']), open('ghcr.io/acme')],
  ['the second', constraint(['a.example/', 'b']), [at('"b" allows every name that begins so', '[1]')]],
  [
    'what is open to all',
    constraint(['docker.io/', 'quay.io']),
    [at('"docker.io/" allows what anyone publishes there'), at('"quay.io" allows what anyone publishes there', '[1]')],
  ],
  ['an empty entry', constraint(['']), [at('the entry is empty, which allows every image')]],
  ['wrong types', constraint([7]), [`? ${at('the entry is a number, not a string')}`]],
  ['not a list', constraint('a'), [`? ${at('repos is a string, not a list', '')}`]],
]);
