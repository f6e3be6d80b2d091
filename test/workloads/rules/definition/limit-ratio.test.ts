import { limitRatio } from '../../../../src/workloads/rules/definition/limit-ratio';
import { findings } from '../../../support/findings';
import { inEachList, pod, table, withContainer } from '../../../support/pods';

const using = (requests: unknown, limits: unknown) => withContainer({ resources: { requests, limits } });
const at = (text: string, place = 'containers[0]') => `Pod api spec.${place}.resources.limits.memory: ${text}`;
const more = (limit: string, request: string) =>
  at(`the memory limit ${limit} of container "api" is more than 150 percent of the request ${request}`);
const limitRange = {
  apiVersion: 'v1',
  kind: 'LimitRange',
  metadata: { name: 'l' },
  spec: { limits: [{ type: 'Container', default: { memory: '1Gi' } }] },
};

table(
  limitRatio,
  [
    ['equal', using({ memory: '1Gi' }, { memory: '1024Mi' }), []],
    ['at the bound', using({ memory: '100' }, { memory: '150' }), []],
    ['beyond', using({ memory: '100' }, { memory: '151' }), [more('151', '100')]],
    ['no request', using({}, { memory: '1Gi' }), []],
    ['a request of zero', using({ memory: 0 }, { memory: '1' }), [more('1', '0')]],
    [
      'no limit, null, none',
      [using({ memory: '1' }, {}), using({}, { memory: null }), pod()],
      [1, 2, 3].map(() => at('container "api" has no memory limit')),
    ],
    [
      'a limit by a LimitRange',
      [pod(), limitRange],
      [`? ${at('the memory limit of container "api" comes from a LimitRange, which is not compared with the request')}`],
    ],
    ['not a quantity', using({ memory: 'x' }, { memory: '1' }), [`? ${at('the memory of container "api" is not a quantity')}`]],
    ['CPU', using({ cpu: '1' }, { cpu: '9', memory: '1' }), []],
    [
      'each list',
      inEachList({}),
      [at('container "api" has no memory limit'), at('init container "setup" has no memory limit', 'initContainers[0]')],
    ],
  ],
  { memory: 150 },
);

test('CPU, and both', () => {
  const path = 'Pod api spec.containers[0].resources.limits.cpu';
  const cpu = using({ cpu: '100m' }, { cpu: '1' });
  expect(findings(limitRatio, [cpu], { options: { cpu: 100 } })).toEqual([
    `${path}: the CPU limit 1 of container "api" is more than 100 percent of the request 100m`,
  ]);
  expect(findings(limitRatio, [cpu], { options: { cpu: 1000, memory: 1 } })).toEqual([at('container "api" has no memory limit')]);
});

test('unset, the rule asks nothing', () => expect(findings(limitRatio, [pod()])).toEqual([]));
