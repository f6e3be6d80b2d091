import { uniqueUid } from '../../../../src/workloads/rules/confinement/unique-uid';
import { findings } from '../../../support/findings';
import { pod, table, withContext } from '../../../support/pods';

const run = (name: string, uid: unknown, spec: object = {}, namespace = 'shop') =>
  pod({ securityContext: { runAsUser: uid }, ...spec }, { name, namespace });
const found = (name: string, uid = 7, first = 'Pod shop/a') =>
  `Pod shop/${name} spec.containers[0].securityContext.runAsUser: container "api" runs as uid ${uid}, as ${first} does`;

table(
  uniqueUid,
  [
    ['one', run('a', 7), []],
    ['two', [run('a', 7), run('b', 7)], [found('b')]],
    ['three', [run('a', 7), run('b', 7), run('c', 7)], [found('b'), found('c')]],
    ['others', [run('a', 7), run('b', 8)], []],
    ['unset, null, wrong types', [run('a', undefined), run('b', undefined), run('c', null), run('d', '7'), run('e', '7')], []],
    ['zero', [run('a', 0), run('b', 0)], [found('b', 0)]],
    ['the container before the pod', [run('a', 7), { ...withContext({ runAsUser: 8 }, { securityContext: { runAsUser: 7 } }) }], []],
    ['in a user namespace', [run('a', 7, { hostUsers: false }), run('b', 7)], []],
    ['one of a namespace that is not named', [run('a', 7, {}, 'other'), run('b', 7)], [found('b', 7, 'Pod other/a')]],
    ['both of one', [run('a', 7, {}, 'other'), run('b', 7, {}, 'other')], []],
    ['the same one twice', [run('a', 7), run('a', 7)], []],
  ],
  { namespaces: ['sh?p'] },
);

test('unset, the rule asks nothing', () => expect(findings(uniqueUid, [run('a', 7), run('b', 7)])).toEqual([]));
