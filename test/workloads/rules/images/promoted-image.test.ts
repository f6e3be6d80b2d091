import { promotedImage } from '../../../../src/workloads/rules/images/promoted-image';
import { findings } from '../../../support/findings';
import { CONTAINER, pod, table } from '../../../support/pods';
import { deployment, workload } from '../../../support/workloads';

const run = (namespace: string, image: unknown, name = 'api', more: object = {}) =>
  deployment({}, { containers: [{ ...CONTAINER, name, image, ...more }] }, { namespace });
const found = (text: string) => `Deployment production/api spec.template.spec.containers[0].image: the image of container "api" is ${text}`;
const absent = '? Deployment production/api: whether its images are those of namespace staging is not known: it is not in the input there';

table(
  promotedImage,
  [
    ['the same', [run('staging', 'a:1'), run('production', 'a:1')], []],
    ['another tag', [run('staging', 'a:1'), run('production', 'a:2')], [found('"a:2", and "a:1" in namespace staging')]],
    ['before the other, in the input', [run('production', 'a:2'), run('staging', 'a:1')], [found('"a:2", and "a:1" in namespace staging')]],
    ['another container', [run('staging', 'a:1', 'web'), run('production', 'a:1')], [found('"a:1", and not there in namespace staging')]],
    [
      'a digest there alone',
      [run('staging', 'a:1'), run('production', 'a@sha256:0')],
      [found('"a@sha256:0", and "a:1" in namespace staging')],
    ],
    ['not in the input', run('production', 'a:1'), [absent]],
    ['another kind of that name', [workload('StatefulSet', {}, {}, { namespace: 'staging' }), run('production', 'a:1')], [absent]],
    ['other namespaces', [run('staging', 'a:1'), run('test', 'a:2')], []],
    ['images unset on both sides', [run('staging', undefined), run('production', undefined)], []],
    ['a pod without a name', pod({}, { name: undefined, namespace: 'production' }), []],
  ],
  { stages: ['production=staging'] },
);

test('unset, the rule asks nothing', () => expect(findings(promotedImage, [run('production', 'a:1')])).toEqual([]));
