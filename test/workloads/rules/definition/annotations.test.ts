import { annotations } from '../../../../src/workloads/rules/definition/annotations';
import { findings } from '../../../support/findings';
import { pod, table } from '../../../support/pods';

const noted = (own: unknown) => pod({}, { annotations: own });
const CONTACT = 'example.com/contact';
const workload = (own: object, ofPods: object) => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'api', annotations: own },
  spec: { template: { ...pod({}, { annotations: ofPods }) } },
});
const absent = (label = 'Pod api') => `${label} metadata.annotations["${CONTACT}"]: the annotation ${CONTACT} is not set`;

describe('required', () =>
  table(
    annotations,
    [
      ['set', noted({ [CONTACT]: 'a' }), []],
      [
        'unset, null, empty, a wrong type',
        [pod(), noted(null), noted({ [CONTACT]: '' }), noted({ [CONTACT]: 7 })],
        [absent(), absent(), absent(), absent()],
      ],
      ['on the workload or on its pods', [workload({ [CONTACT]: 'a' }, {}), workload({}, { [CONTACT]: 'a' })], []],
      ['on neither', workload({}, {}), [absent('Deployment api')]],
      ['of what makes no pods', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a' } }, []],
    ],
    { required: [CONTACT] },
  ));

describe('forbidden', () =>
  table(
    annotations,
    [
      ['none', [pod(), noted({ other: 'a' })], []],
      [
        'one',
        noted({ 'fluxcd.io/ignore': '' }),
        ['Pod api metadata.annotations["fluxcd.io/ignore"]: the annotation fluxcd.io/ignore is not allowed'],
      ],
      [
        'on the workload and on its pods',
        workload({ 'fluxcd.io/a': 'x' }, { 'fluxcd.io/b': 'x' }),
        [
          'Deployment api metadata.annotations["fluxcd.io/a"]: the annotation fluxcd.io/a is not allowed',
          'Deployment api spec.template.metadata.annotations["fluxcd.io/b"]: the annotation fluxcd.io/b is not allowed',
        ],
      ],
    ],
    { forbidden: ['fluxcd.io/*'] },
  ));

describe('allowed', () =>
  table(
    annotations,
    [
      ['those, and of other prefixes', noted({ 'fluxcd.io/cow': 'a', 'fluxcd.io.example.com/a': 'a', 'plain': 'a' }), []],
      [
        'another of the prefix',
        noted({ 'fluxcd.io/cow': 'a', 'fluxcd.io/cat': 'a' }),
        ['Pod api metadata.annotations["fluxcd.io/cat"]: the annotation fluxcd.io/cat is not allowed'],
      ],
    ],
    { allowed: ['fluxcd.io/cow'] },
  ));

test('unset, the rule asks nothing', () => expect(findings(annotations, [pod()])).toEqual([]));
