import { containerCount } from '../../../../src/workloads/rules/definition/container-count';
import { findings } from '../../../support/findings';
import { CONTAINER, inEachList, pod, table } from '../../../support/pods';

const named = (name: string, more: object = {}) => ({ ...CONTAINER, name, ...more });
const found = (count: number) => `Pod api spec.containers: the pod has ${count} containers, and 2 are allowed`;

table(
  containerCount,
  [
    ['as many', pod({ containers: [named('a'), named('b')] }), []],
    ['more', pod({ containers: [named('a'), named('b'), named('c')] }), [found(3)]],
    ['with sidecars', pod({ containers: [named('a'), named('b')], initContainers: [named('c', { restartPolicy: 'Always' })] }), [found(3)]],
    ['init and ephemeral containers', [inEachList({}), pod({ containers: [named('a'), named('b')], initContainers: [named('c')] })], []],
    ['none', pod({ containers: [] }), []],
  ],
  { most: 2 },
);

test('unset, the rule asks nothing', () => expect(findings(containerCount, [pod({ containers: [named('a'), named('b')] })])).toEqual([]));
