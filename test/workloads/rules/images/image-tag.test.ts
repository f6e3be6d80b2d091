import { imageTag } from '../../../../src/workloads/rules/images/image-tag';
import { inEachList, pod, table, withContainer } from '../../../support/pods';

const DIGEST = `sha256:${'0123456789abcdef'.repeat(4)}`;
const at = (message: string) => `Pod api spec.containers[0].image: ${message}`;

table(imageTag, [
  [
    'each list',
    inEachList({ image: 'nginx:latest' }),
    [
      at('the image nginx:latest of container "api" has the tag latest'),
      'Pod api spec.ephemeralContainers[0].image: the image nginx:latest of ephemeral container "debug" has the tag latest',
      'Pod api spec.initContainers[0].image: the image nginx:latest of init container "setup" has the tag latest',
    ],
  ],
  [
    'no tag',
    withContainer({ image: 'registry.example.com:5000/team/api' }),
    [at('the image registry.example.com:5000/team/api of container "api" has no tag, which means latest')],
  ],
  ['a version', withContainer({ image: 'registry.example.com:5000/team/api:1.4' }), []],
  ['a tag that only starts like it', withContainer({ image: 'nginx:latests' }), []],
  [
    'variants of tags that move',
    ['latest-alpine', '8-latest', 'Stable_slim', 'main.debug'].map((tag) => withContainer({ image: `api:${tag}` })),
    [
      at('the image api:latest-alpine of container "api" has the tag latest-alpine, which names no version'),
      at('the image api:8-latest of container "api" has the tag 8-latest, which names no version'),
      at('the image api:Stable_slim of container "api" has the tag Stable_slim, which names no version'),
      at('the image api:main.debug of container "api" has the tag main.debug, which names no version'),
    ],
  ],
  [
    'other tags that move',
    [withContainer({ image: 'nginx:stable' }), withContainer({ image: 'api:Main' })],
    [
      at('the image nginx:stable of container "api" has the tag stable, which names no version'),
      at('the image api:Main of container "api" has the tag Main, which names no version'),
    ],
  ],
  [
    'versions that hold such a word',
    [
      withContainer({ image: 'nginx:1.29-stable' }),
      withContainer({ image: 'api:main-4f1c2d' }),
      withContainer({ image: 'api:nightly-20261123' }),
      withContainer({ image: 'api:alpine-edge' }),
    ],
    [],
  ],
  ['a digest without tag', withContainer({ image: `nginx@${DIGEST}` }), []],
  ['a digest beside latest', withContainer({ image: `nginx:latest@${DIGEST}` }), []],
  [
    'an image volume',
    pod({ volumes: [{ name: 'models', image: { reference: 'models' } }, { name: 'other', image: null }, null] }),
    ['Pod api spec.volumes[0].image.reference: the image models of volume "models" has no tag, which means latest'],
  ],
  [
    'unset, null and empty',
    [withContainer({ image: undefined }), withContainer({ image: null }), withContainer({ image: '' })],
    [
      '? Pod api spec.containers[0].image: container "api" names no image',
      '? Pod api spec.containers[0].image: container "api" names no image',
      '? Pod api spec.containers[0].image: container "api" names no image',
    ],
  ],
  [
    'a placeholder',
    withContainer({ image: '${IMAGE}' }),
    ['? Pod api spec.containers[0].image: "${IMAGE}" of container "api" is not the name of an image'],
  ],
  [
    'a digest that is cut short',
    withContainer({ image: 'nginx@sha256:0123' }),
    ['? Pod api spec.containers[0].image: "nginx@sha256:0123" of container "api" is not the name of an image'],
  ],
  [
    'a value that the server rejects',
    withContainer({ image: 1 }),
    ['? Pod api spec.containers[0].image: the image of container "api" is a number, not a string'],
  ],
]);
