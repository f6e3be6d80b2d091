import { gitSyncCommand } from '../../../../src/workloads/rules/definition/git-sync-command';
import { inEachList, table, withContainer } from '../../../support/pods';

const env = (...list: readonly unknown[]) => withContainer({ env: list });
const found = (index: number, place = 'containers[0]', label = 'container "api"') =>
  `Pod api spec.${place}.env[${index}]: ${label} tells git-sync which program to run in place of git`;

table(gitSyncCommand, [
  ['unset, null, other variables', [env(), withContainer({ env: null }), env({ name: 'GITSYNC_REPO', value: 'a' })], []],
  ['set', env({ name: 'A', value: 'b' }, { name: 'GITSYNC_GIT', value: '/tmp/git' }), [found(1)]],
  ['from elsewhere', env({ name: 'GITSYNC_GIT', valueFrom: { configMapKeyRef: { name: 'a', key: 'b' } } }), [found(0)]],
  [
    'empty, null, no value',
    [env({ name: 'GITSYNC_GIT', value: '' }), env({ name: 'GITSYNC_GIT', value: null }), env({ name: 'GITSYNC_GIT' })],
    [],
  ],
  ['wrong types', [withContainer({ env: 'GITSYNC_GIT' }), env('GITSYNC_GIT')], []],
  [
    'each list',
    inEachList({ env: [{ name: 'GITSYNC_GIT', value: 'x' }] }),
    [found(0), found(0, 'ephemeralContainers[0]', 'ephemeral container "debug"'), found(0, 'initContainers[0]', 'init container "setup"')],
  ],
]);
