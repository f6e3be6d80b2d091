import { cpuLimit } from '../../../../src/workloads/rules/definition/cpu-limit';
import { findings } from '../../../support/findings';
import { inEachList, pod, table, withContainer } from '../../../support/pods';

const limited = (cpu: unknown) => withContainer({ resources: { limits: { cpu } } });
const at = (text: string, place = 'containers[0]', label = 'container "api"') =>
  `Pod api spec.${place}.resources.limits.cpu: ${label} ${text}`;
const limitRange = {
  apiVersion: 'v1',
  kind: 'LimitRange',
  metadata: { name: 'l' },
  spec: { limits: [{ type: 'Container', default: { cpu: '1' } }] },
};

describe('require', () =>
  table(
    cpuLimit,
    [
      ['set', limited('1'), []],
      [
        'unset, null, none',
        [limited(undefined), limited(null), pod()],
        [at('has no CPU limit'), at('has no CPU limit'), at('has no CPU limit')],
      ],
      ['by a LimitRange', [pod(), limitRange], []],
      ['by the pod', pod({ resources: { limits: { cpu: '1' } } }), []],
      ['each list', inEachList({}), [at('has no CPU limit'), at('has no CPU limit', 'initContainers[0]', 'init container "setup"')]],
    ],
    { limits: 'require' },
  ));

describe('forbid', () =>
  table(
    cpuLimit,
    [
      ['unset', [pod(), limited(null), limitRange], []],
      ['set', [limited('1'), limited(0)], [at('has a CPU limit'), at('has a CPU limit')]],
    ],
    { limits: 'forbid' },
  ));

test('unset, the rule asks nothing', () => expect(findings(cpuLimit, [pod(), limited('1')])).toEqual([]));
