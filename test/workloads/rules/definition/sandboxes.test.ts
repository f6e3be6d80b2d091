import { serviceAccountToken } from '../../../../src/workloads/rules/accounts/service-account-token';
import { disruptionBudgetOverlap } from '../../../../src/workloads/rules/availability/disruption-budget-overlap';
import { malformedPod } from '../../../../src/workloads/rules/definition/malformed-pod';
import { resourceLimits } from '../../../../src/workloads/rules/definition/resource-limits';
import { workloadSelector } from '../../../../src/workloads/rules/definition/workload-selector';
import { imageTag } from '../../../../src/workloads/rules/images/image-tag';
import { restartPolicy } from '../../../../src/workloads/rules/jobs/restart-policy';
import { privileged } from '../../../../src/workloads/rules/pod-security/privileged';
import { serviceWithoutPods } from '../../../../src/workloads/rules/routing/service-without-pods';
import { findings } from '../../../support/findings';
import { CONTAINER } from '../../../support/pods';

const template = (spec: unknown, labels?: object) => ({
  apiVersion: 'extensions.agents.x-k8s.io/v1beta1',
  kind: 'SandboxTemplate',
  metadata: { name: 'python', namespace: 'agents' },
  spec: { podTemplate: { metadata: { labels }, spec } },
});
const single = (spec: unknown) => ({ ...template(spec), apiVersion: 'agents.x-k8s.io/v1beta1', kind: 'Sandbox' });
const pod = (container: object, fields: object = {}) => ({ containers: [{ ...CONTAINER, ...container }], ...fields });

test.each([
  ['SandboxTemplate', template],
  ['Sandbox', single],
] as const)('the pod of a %s is judged as any other', (kind, make) => {
  expect(findings(privileged, [make(pod({ securityContext: { privileged: true } }))])).toEqual([
    `${kind} agents/python spec.podTemplate.spec.containers[0].securityContext.privileged: container "api" is privileged`,
  ]);
  expect(findings(imageTag, [make(pod({ image: 'registry.example.com/python:latest' }))])).toEqual([
    `${kind} agents/python spec.podTemplate.spec.containers[0].image: the image registry.example.com/python:latest of container "api" `
      + 'has the tag latest',
  ]);
  expect(findings(resourceLimits, [make(pod({ resources: { requests: { cpu: '1', memory: '1Gi' } } }))])).toEqual([
    `${kind} agents/python spec.podTemplate.spec.containers[0].resources.limits.memory: container "api" has no memory limit`,
  ]);
  expect(findings(malformedPod, [make('none')])).toEqual([`? ${kind} agents/python spec.podTemplate.spec: the pod has no spec`]);
});

test('a kind of that name in another group is not', () => {
  expect(
    findings(privileged, [{ ...single(pod({ securityContext: { privileged: true } })), apiVersion: 'sandboxes.example.com/v1' }]),
  ).toEqual([]);
});

test('only the operator of templates leaves the token out by itself', () => {
  const at = 'agents/python spec.podTemplate.spec.automountServiceAccountToken';
  expect(
    [
      template(pod({})),
      template(pod({}, { automountServiceAccountToken: null })),
      single(pod({}, { automountServiceAccountToken: false })),
    ].flatMap((object) => findings(serviceAccountToken, [object])),
  ).toEqual([]);
  expect(findings(serviceAccountToken, [template(pod({}, { automountServiceAccountToken: true }))])).toEqual([
    `SandboxTemplate ${at}: the pod requests a ServiceAccount token`,
  ]);
  expect(findings(serviceAccountToken, [single(pod({}))])).toEqual([
    `? Sandbox ${at}: the pod leaves mounting a token to its ServiceAccount "default", which is not in the input`,
  ]);
});

test('what the API server demands of workloads does not concern them', () => {
  const budget = (name: string) => ({
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata: { name, namespace: 'agents' },
    spec: { maxUnavailable: 1, selector: {} },
  });
  expect(
    findings(
      [workloadSelector, restartPolicy, disruptionBudgetOverlap],
      [template(pod({}, { restartPolicy: 'Never' })), budget('a'), budget('b')],
    ),
  ).toEqual([]);
});

test('a template alone makes no pods for a Service', () => {
  const service = {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'python', namespace: 'agents' },
    spec: { selector: { app: 'python' }, ports: [{ port: 80 }] },
  };
  expect(
    findings(serviceWithoutPods, [
      { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'agents' } },
      template(pod({}), { app: 'python' }),
      service,
    ]),
  ).toEqual(['? Service agents/python spec.selector: the selector selects no pod of the input, but the pods may be elsewhere']);
});
