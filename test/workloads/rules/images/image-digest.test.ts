import { imageDigest } from '../../../../src/workloads/rules/images/image-digest';
import { inEachList, pod, table, withContainer } from '../../../support/pods';

const DIGEST = `sha256:${'0123456789abcdef'.repeat(4)}`;

table(imageDigest, [
  [
    'each list',
    inEachList({ image: 'nginx:1.29' }),
    [
      'Pod api spec.containers[0].image: the image nginx:1.29 of container "api" has no digest',
      'Pod api spec.ephemeralContainers[0].image: the image nginx:1.29 of ephemeral container "debug" has no digest',
      'Pod api spec.initContainers[0].image: the image nginx:1.29 of init container "setup" has no digest',
    ],
  ],
  ['a digest', withContainer({ image: `nginx@${DIGEST}` }), []],
  ['a digest beside a tag', withContainer({ image: `registry.example.com:5000/team/api:1.4@${DIGEST}` }), []],
  [
    'an image volume',
    pod({ containers: [{ name: 'api', image: `api@${DIGEST}` }], volumes: [{ name: 'models', image: { reference: 'models:2' } }] }),
    ['Pod api spec.volumes[0].image.reference: the image models:2 of volume "models" has no digest'],
  ],
  ['unset', withContainer({ image: undefined }), ['? Pod api spec.containers[0].image: container "api" names no image']],
  [
    'a digest in capitals is none',
    withContainer({ image: `nginx@${DIGEST.toUpperCase()}` }),
    [`? Pod api spec.containers[0].image: "nginx@${DIGEST.toUpperCase()}" of container "api" is not the name of an image`],
  ],
  [
    'a value that the server rejects',
    withContainer({ image: ['nginx'] }),
    ['? Pod api spec.containers[0].image: the image of container "api" is a list, not a string'],
  ],
]);
