import { defineRule, undecided, type CheckContext, type Outcome } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { subject } from '../../../engine/subjects';
import { evaluatePodSecurity } from '../../../kubernetes/pods/security/evaluate';
import type { PodView } from '../../../kubernetes/pods/pod-view';
import { customPods } from './custom-pod-kinds';
import { STANDARDS } from '../pod-security-rule';

export const customPod = defineRule({
  id: 'workloads/custom-pods',
  title: 'Custom resources must not define pods that the baseline level forbids',
  description:
    'Checked are kinds that Kubernetes does not define and that have a list of containers, one of which has an image or a '
    + 'security context. What baseline forbids must be written explicitly, so it is a violation whatever the operator adds. What '
    + 'restricted requires can be set by the operator: unknown, unless all of it is set.\n\n'
    + 'Custom kinds that every rule reads as pods, such as Argo Rollouts, DeploymentConfigs of OpenShift, workloads of OpenKruise '
    + 'and ScaledJobs of KEDA, are not checked here.',
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
  subject: subject('pods of other custom kinds', ({ inventory }) => customPods(inventory)),
  check: judgeWritten,
});

function judgeWritten(pod: PodView, { kubernetes }: CheckContext): Outcome[] {
  const written = evaluatePodSecurity(pod, 'baseline', kubernetes).flatMap(({ checkId, places }) =>
    places
      .filter(({ unknown }) => !unknown)
      .map(({ path, message }) => ({ path, message: `baseline forbids such a pod (check ${checkId}): ${message}` })),
  );
  const left = evaluatePodSecurity(pod, 'restricted', kubernetes).map(({ checkId }) => checkId);
  if (written.length > 0 || left.length === 0) return written;
  return [
    undecided(
      pod.path,
      `what the operator of ${pod.object.kind} makes of this pod is not known; as it is written, it does not pass restricted `
        + `(${left.join(', ')})`,
    ),
  ];
}
