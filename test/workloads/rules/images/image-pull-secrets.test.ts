import { imagePullSecrets } from '../../../../src/workloads/rules/images/image-pull-secrets';
import { findings } from '../../../support/findings';
import { pod, table, withContainer } from '../../../support/pods';

const account = (secrets?: unknown, name = 'default') => ({
  apiVersion: 'v1',
  kind: 'ServiceAccount',
  metadata: { name },
  imagePullSecrets: secrets,
});
const fact = 'Pod api spec.imagePullSecrets: the pod has no imagePullSecrets for registry.example.com/api:1.4 of container "api"';
const none = `${fact}, and neither has its ServiceAccount default`;

table(
  imagePullSecrets,
  [
    ['on the pod', pod({ imagePullSecrets: [{ name: 'registry' }] }), []],
    ['on its account', [pod(), account([{ name: 'registry' }])], []],
    ['on neither', [pod(), account()], [none]],
    [
      'null, empty, without name',
      [account(), ...[null, [], [{}], [{ name: '' }], 'x'].map((value) => pod({ imagePullSecrets: value }))],
      [none, none, none, none, none],
    ],
    ['an account that is not there', pod(), [`? ${fact}, and its ServiceAccount is not in the input`]],
    [
      'on another account',
      [pod({ serviceAccountName: 'api' }), account([{ name: 'registry' }])],
      [`? ${fact}, and its ServiceAccount is not in the input`],
    ],
    ['of another registry', [withContainer({ image: 'ghcr.io/acme/api:1' }), account()], []],
    ['of a name that begins alike', [withContainer({ image: 'registry.example.com.evil.example/api:1' }), account()], []],
    [
      'of a path within',
      [withContainer({ image: 'docker.io/acme/api:1' }), account()],
      [none.replace('registry.example.com/api:1.4', 'docker.io/acme/api:1')],
    ],
  ],
  { registries: ['registry.example.com', 'docker.io/acme'] },
);

test('unset, the rule asks nothing', () => expect(findings(imagePullSecrets, [pod(), account()])).toEqual([]));
