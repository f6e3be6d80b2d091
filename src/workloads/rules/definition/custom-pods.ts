import { defineRule, undecided, type CheckContext, type Outcome } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { subject } from '../../../engine/subjects';
import type { Operated } from '../../../kubernetes/pods/operated/by-form';
import { operated } from '../../../kubernetes/pods/operated/operated-pods';
import type { ContainerView, PodView } from '../../../kubernetes/pods/pod-view';
import { evaluatePodSecurity } from '../../../kubernetes/pods/security/evaluate';
import { podFaults } from '../../../kubernetes/pods/security/faults';
import { isObject } from '../../../text/json';
import { STANDARDS } from '../pod-security-rule';

export const customPod = defineRule({
  id: 'workloads/custom-pods',
  title: 'Custom resources must not define pods that the baseline level forbids',
  description:
    'Checked are Knative Services, Argo Workflows and Tekton tasks and pipelines, and in other kinds that Kubernetes does not define '
    + 'whatever has the form of a container or of a part of a PodSpec (an image with a command, a `securityContext`, `hostNetwork`, '
    + 'volumes), a `podSpecPatch` among them. What baseline forbids must be written explicitly, so it is a violation whatever the operator '
    + 'adds; it is unknown where only the form shows that pods are made, and for placeholders. What restricted requires can be set by the '
    + 'operator: unknown, unless all of it is set. Patches of other objects (of Flux, and of policies of Kyverno and Gatekeeper that '
    + 'change pods) are not objects: what they add that baseline forbids is unknown, and the rest of them is not checked.\n\n'
    + 'Custom kinds that every rule reads as pods, such as Argo Rollouts, DeploymentConfigs of OpenShift, workloads of OpenKruise and '
    + 'ScaledJobs of KEDA, are not checked here.',
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
  subject: subject('custom resources with pods', ({ inventory }) => [...operated(inventory)].map(([object, value]) => ({ value, object }))),
  check: judgeWritten,
});

/** Not what is merged over a container of the operator's, nor what is only taken for one. */
function isWhole({ spec }: ContainerView, part: PodView['part']): boolean {
  return typeof spec.image === 'string' || (part !== 'guessed' && isObject(spec.securityContext));
}

/** What one place says is one finding, however many containers it is for. */
function judgeWritten({ pods, signs }: Operated, { kubernetes }: CheckContext): readonly Outcome[] {
  const outcomes = new Map<string, Outcome>();
  const say = (key: string, outcome: Outcome) => {
    if (!outcomes.has(key)) outcomes.set(key, outcome);
  };
  for (const pod of pods) {
    const written = evaluatePodSecurity(pod, 'baseline', kubernetes).flatMap(({ checkId, places }) =>
      places.filter(({ unknown }) => !unknown).map((place) => ({ ...place, checkId })),
    );
    for (const { path, message, checkId } of written) {
      const text = `baseline forbids such a pod (check ${checkId}): ${message}`;
      say(
        `${path} ${checkId}`,
        pod.part === 'guessed'
          ? undecided(path, `whether ${pod.object.kind} makes pods of it is not known; ${text}`)
          : { path, message: text },
      );
    }
    const faults = podFaults(pod);
    for (const { path, message } of faults) say(path, undecided(path, `${message}, so what the pod is given is not known`));
    const left = pod.containers.some((container) => isWhole(container, pod.part))
      ? evaluatePodSecurity(pod, 'restricted', kubernetes).map(({ checkId }) => checkId)
      : [];
    if (written.length + faults.length > 0 || left.length === 0) continue;
    const fact =
      `what the operator of ${pod.object.kind} makes of this pod is not known; as it is written, it does not pass restricted `
      + `(${left.join(', ')})`;
    say(`${pod.path} ${fact}`, undecided(pod.path, fact));
  }
  for (const { path, fact } of signs) {
    say(path, undecided(path, `${fact}; whether a pod gets it is for the operator to decide, and not known`));
  }
  return [...outcomes.values()];
}
