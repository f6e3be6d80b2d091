import { defineRule, type Outcome } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { hintOnUser } from '../../../kubernetes/images/well-known-images';
import { examplePod } from '../../../kubernetes/pods/example-pod';
import { fillRunAsNonRoot } from '../../../kubernetes/pods/fill/run-as-non-root';
import type { PodView } from '../../../kubernetes/pods/pod-view';
import { runAsNonRoot as check } from '../../../kubernetes/pods/security/run-as-non-root';
import { STANDARDS, judgedBy } from '../pod-security-rule';

export const runAsNonRoot = defineRule({
  id: 'workloads/run-as-non-root',
  title: 'Containers must set runAsNonRoot: true',
  description:
    'The kubelet then does not start a container whose user is root. Unset is a violation unless the field of the pod is '
    + 'true. From Kubernetes 1.35 on, pods with a user namespace of their own are exempt.',
  severity: Severity.MEDIUM,
  fix: 'Set `runAsNonRoot: true` in the security context of the pod.',
  controls: ['PSS:restricted', 'CIS-2.0:5.2.7', 'CIS-2.0:5.6.3', 'NSA-CISA:pod-security'],
  sources: [`${STANDARDS}#restricted`],
  bad: examplePod({ container: 'securityContext: { runAsNonRoot: false }' }),
  good: examplePod({ spec: 'securityContext: { runAsNonRoot: true }' }),
  fixable: [fillRunAsNonRoot],
  ...withHints(judgedBy(check)),
});

/** Images that start as root need more than the field. */
function withHints({ subject, revisions }: ReturnType<typeof judgedBy>): ReturnType<typeof judgedBy> {
  const hinted = (pod: PodView, outcome: Outcome): Outcome => {
    const container = pod.containers.find(({ path }) => outcome.path.startsWith(`${path}.`));
    const hint = container === undefined ? '' : hintOnUser(container);
    return hint === '' ? outcome : { ...outcome, message: `${outcome.message}${hint}` };
  };
  return {
    subject,
    revisions: revisions.map(({ since, check: judge }) => ({
      since,
      check: (pod, context, options) => judge(pod, context, options).map((outcome) => hinted(pod, outcome)),
    })),
  };
}
