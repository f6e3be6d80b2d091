import { defineRule, type Outcome } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { pods } from '../../../engine/subjects';
import { collect, NONE } from '../../../kubernetes/objects/collect';
import { examplePod } from '../../../kubernetes/pods/example-pod';
import type { PodView } from '../../../kubernetes/pods/pod-view';
import { asArray, asObject } from '../../../text/json';

export const gitSyncCommand = defineRule({
  id: 'workloads/git-sync-command',
  title: 'Containers must not set the command of git-sync (GITSYNC_GIT)',
  description:
    'git-sync runs what the variable names in place of git, so anyone who may set it, or write what it is taken from, runs a program of '
    + 'their choice with the account and the credentials of the pod. All three container lists count. An empty value means git itself '
    + 'and passes.',
  severity: Severity.MEDIUM,
  fix: 'Remove the variable: the image of git-sync contains git.',
  sources: ['https://github.com/kubernetes/git-sync#manual'],
  bad: examplePod({ container: 'env: [{ name: GITSYNC_GIT, value: /tmp/git }]' }),
  good: examplePod({ container: "env: [{ name: GITSYNC_REPO, value: 'https://git.example.com/app' }]" }),
  subject: pods,
  check: forbidCommand,
});

function forbidCommand({ containers }: PodView): readonly Outcome[] {
  return collect(containers, ({ spec, label, path }) =>
    collect(asArray(spec.env), (entry, index): readonly Outcome[] => {
      const { name, value, valueFrom } = asObject(entry);
      if (name !== 'GITSYNC_GIT' || ((value ?? '') === '' && (valueFrom ?? undefined) === undefined)) return NONE;
      return [{ path: `${path}.env[${index}]`, message: `${label} tells git-sync which program to run in place of git` }];
    }),
  );
}
