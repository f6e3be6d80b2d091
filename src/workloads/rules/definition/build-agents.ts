import { defineRule, undecided, type Outcome } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { objectsOfKind } from '../../../engine/subjects';
import { collect } from '../../../kubernetes/objects/collect';
import type { KubeObject } from '../../../kubernetes/objects/object';
import { isObject } from '../../../text/json';
import { joinPath } from '../../../text/path';
import { givenByGitLab, givenByJenkins } from './runner-settings';

export const buildAgents = defineRule({
  id: 'workloads/build-agents',
  title: 'Configurations of GitLab Runner and Jenkins must not give builds privileged containers or host paths',
  description:
    'The pods of builds are in no manifest: the agent makes them as its configuration says. With `privileged = true`, a volume of the node '
    + 'or a namespace of the host, anyone who can push to a repository controls the node. Checked are `config.toml` of GitLab Runner '
    + '(executors '
    + 'kubernetes and docker) and the clouds of Jenkins Configuration as Code, in ConfigMaps and in `stringData` of Secrets.\n\n'
    + 'Values that are put in later (`{{ … }}`, `${…}`) are unknown. Unset passes: the default of both is false.',
  severity: Severity.HIGH,
  fix: 'Remove the setting; build images without a daemon (BuildKit rootless, Buildah), in pods that the level restricted admits.',
  controls: ['NSA-CISA:pod-security'],
  sources: [
    'https://docs.gitlab.com/runner/executors/kubernetes/',
    'https://plugins.jenkins.io/kubernetes/',
    'https://kubernetes.io/docs/concepts/security/pod-security-standards/#baseline',
  ],
  bad:
    '{ apiVersion: v1, kind: ConfigMap, metadata: { name: runner }, '
    + 'data: { config.toml: "[[runners]]\\n[runners.kubernetes]\\nprivileged = true\\n" } }',
  good:
    '{ apiVersion: v1, kind: ConfigMap, metadata: { name: runner }, '
    + 'data: { config.toml: "[[runners]]\\n[runners.kubernetes]\\nprivileged = false\\n" } }',
  subject: objectsOfKind('/ConfigMap', '/Secret'),
  check: ({ kind, json }: KubeObject) => judgeTexts(json, kind === 'Secret' ? 'stringData' : 'data'),
});

function judgeTexts(json: KubeObject['json'], field: string): readonly Outcome[] {
  const texts = json[field];
  if (!isObject(texts)) return [];
  return collect(Object.keys(texts), (key) => {
    const text = texts[key];
    if (typeof text !== 'string') return [];
    const path = joinPath(field, key);
    return [...givenByGitLab(text), ...givenByJenkins(text)].map(({ fact, unknown }) =>
      unknown
        ? undecided(path, `${fact}, so what the pods of builds are given is not known`)
        : { path, message: `the pods of builds are given more than the Pod Security level baseline allows: ${fact}` },
    );
  });
}
