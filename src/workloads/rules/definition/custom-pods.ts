import { defineRule, undecided, type CheckContext, type Outcome } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { subject } from '../../../engine/subjects';
import { operatedPods } from '../../../kubernetes/pods/operated/operated-pods';
import type { PodView } from '../../../kubernetes/pods/pod-view';
import { evaluatePodSecurity } from '../../../kubernetes/pods/security/evaluate';
import { STANDARDS } from '../pod-security-rule';

export const customPod = defineRule({
  id: 'workloads/custom-pods',
  title: 'Custom resources must not define pods that the baseline level forbids',
  description:
    'Checked are Knative Services, Argo Workflows and Tekton tasks and pipelines, and other kinds that Kubernetes does not define and '
    + 'that have a list of containers, one of which has an image or a security context. What baseline forbids must be written '
    + 'explicitly, so it is a violation whatever the operator adds. What restricted requires can be set by the operator: unknown, unless '
    + 'all of it is set.\n\nCustom kinds that every rule reads as pods, such as Argo Rollouts, DeploymentConfigs of OpenShift, workloads '
    + 'of OpenKruise and ScaledJobs of KEDA, are not checked here. A `podSpecPatch` of Argo is not read.',
  severity: Severity.HIGH,
  fix: 'Change the field; where it is unknown, check the pods that the operator makes: kubectl get pods -o yaml | cdk8s-hardened check -.',
  controls: ['PSS:baseline', 'PSS:restricted'],
  sources: [`${STANDARDS}#baseline`],
  bad: `
apiVersion: serving.knative.dev/v1
kind: Service
metadata: { name: api, namespace: payments }
spec: { template: { spec: { containers: [{ image: registry.example.com/api:1.4, securityContext: { privileged: true } }] } } }
`,
  good:
    '\napiVersion: serving.knative.dev/v1\n'
    + 'kind: Service\n'
    + 'metadata: { name: api, namespace: payments }\n'
    + 'spec:\n'
    + '  template:\n'
    + '    spec:\n'
    + '      securityContext: { runAsNonRoot: true, seccompProfile: { type: RuntimeDefault } }\n'
    + '      containers: [{ image: registry.example.com/api:1.4, securityContext: { allowPrivilegeEscalation: false, '
    + 'capabilities: { drop: [ALL] } } }]\n',
  subject: subject('custom resources with pods', ({ inventory }) =>
    [...operatedPods(inventory)].map(([object, value]) => ({ value, object })),
  ),
  check: judgeWritten,
});

/** What one place says is one finding, however many containers it is for. */
function judgeWritten(pods: readonly PodView[], { kubernetes }: CheckContext): readonly Outcome[] {
  const outcomes = new Map<string, Outcome>();
  for (const pod of pods) {
    const written = evaluatePodSecurity(pod, 'baseline', kubernetes).flatMap(({ checkId, places }) =>
      places.filter(({ unknown }) => !unknown).map((place) => ({ ...place, checkId })),
    );
    for (const { path, message, checkId } of written) {
      const key = `${path} ${checkId}`;
      if (!outcomes.has(key)) outcomes.set(key, { path, message: `baseline forbids such a pod (check ${checkId}): ${message}` });
    }
    const left = pod.containers.length === 0 ? [] : evaluatePodSecurity(pod, 'restricted', kubernetes).map(({ checkId }) => checkId);
    if (written.length > 0 || left.length === 0) continue;
    const fact =
      `what the operator of ${pod.object.kind} makes of this pod is not known; as it is written, it does not pass restricted `
      + `(${left.join(', ')})`;
    outcomes.set(`${pod.path} ${fact}`, undecided(pod.path, fact));
  }
  return [...outcomes.values()];
}
