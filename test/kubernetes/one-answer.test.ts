import { limitRangeRefusal } from '../../src/namespaces/rules/quota/limit-range-refusal';
import { quotaExceeded } from '../../src/namespaces/rules/quota/quota-exceeded';
import { sshInService } from '../../src/nodes/rules/ssh/ssh-in-service';
import { disruptionBudget } from '../../src/workloads/rules/availability/disruption-budget';
import { disruptionBudgetBlocks } from '../../src/workloads/rules/availability/disruption-budget-blocks';
import { minimumReplicas } from '../../src/workloads/rules/availability/minimum-replicas';
import { spread } from '../../src/workloads/rules/availability/spread';
import { resourceLimits } from '../../src/workloads/rules/definition/resource-limits';
import { serviceTargetPort } from '../../src/workloads/rules/routing/service-target-port';
import { serviceWithoutPods } from '../../src/workloads/rules/routing/service-without-pods';
import { findings } from '../support/findings';
import { autoscaler, budget, deployment, namespace, scaledObject, service, template, workload } from '../support/workloads';

/** Rules of two practices over the same objects: what one says of a fact, the other must not deny. */
const all = (rules: readonly Parameters<typeof findings>[0][], manifests: readonly object[]) =>
  rules.flatMap((rule) => findings(rule, [...manifests]));

const SSH = { containers: [{ name: 'api', image: 'api', ports: [{ name: 'admin', containerPort: 22 }] }] };
const ADMIN = { ports: [{ port: 2022, targetPort: 'admin' }] };

describe('the pods of a Service', () => {
  const rules = [sshInService, serviceWithoutPods, serviceTargetPort];

  test('that selects a PodTemplate alone are none', () => {
    const podTemplate = { apiVersion: 'v1', kind: 'PodTemplate', metadata: { name: 'api' }, template: template(SSH) };
    expect(all(rules, [namespace(), service(ADMIN), podTemplate])).toEqual(['Service api spec.selector: the selector selects no pod']);
  });

  test('that may be elsewhere are unknown to all', () => {
    expect(all(rules, [service(ADMIN)])).toEqual([
      '? Service api spec.ports[0].targetPort: the targetPort "admin" cannot be looked up: no pod of the input has the labels of '
        + 'the selector',
      '? Service api spec.selector: the selector selects no pod of the input, but the pods may be elsewhere',
    ]);
  });

  test('that selects by the name of a pod of a StatefulSet are those of the StatefulSet', () => {
    const selector = { 'statefulset.kubernetes.io/pod-name': 'api-0' };
    const other = { ...deployment({}, SSH), metadata: { name: 'web' } };
    expect(all(rules, [namespace(), service({ ...ADMIN, selector }), workload('StatefulSet', {}, SSH), other])).toEqual([
      'Service api spec.ports[0].targetPort: port 2022 offers SSH: its targetPort "admin" is port 22 of a pod that it selects',
    ]);
    expect(all(rules, [namespace(), service({ ...ADMIN, selector }), other])).toEqual([
      'Service api spec.selector: the selector selects no pod',
    ]);
  });

  test('have the ports of what runs as long as they do', () => {
    const setup = { initContainers: [{ name: 'setup', image: 'api', ports: SSH.containers[0]!.ports }] };
    expect(all(rules, [namespace(), service(ADMIN), deployment({}, setup)])).toEqual([
      'Service api spec.ports[0].targetPort: it sends to TCP port "admin", which no pod that it selects has',
    ]);
  });
});

describe('the number of pods', () => {
  const rules = [quotaExceeded, minimumReplicas, disruptionBudget, spread];
  const quota = { apiVersion: 'v1', kind: 'ResourceQuota', metadata: { name: 'quota' }, spec: { hard: { 'requests.cpu': '5' } } };
  const CPU = { containers: [{ name: 'api', image: 'api', resources: { requests: { cpu: '1' } } }] };

  test('of what KEDA scales to none is not known, and takes nothing of a quota for certain', () => {
    expect(all(rules, [namespace(), quota, deployment({ replicas: 10 }, CPU), scaledObject({ minReplicaCount: 0 })])).toEqual([
      '? ScaledObject events spec.minReplicaCount: ScaledObject events scales it, so the least number of pods of Deployment '
        + 'api is not known',
      '? Deployment api: ScaledObject events scales it, so whether its pods need a disruption budget is not known',
      '? Deployment api spec.template.spec.topologySpreadConstraints: ScaledObject events scales it, so whether there '
        + 'are pods to keep apart is not known',
    ]);
  });

  test('of what KEDA keeps is known to all', () => {
    expect(all(rules, [namespace(), quota, deployment({ replicas: 1 }, CPU), scaledObject({ minReplicaCount: 6 })])).toEqual([
      'ResourceQuota quota spec.hard["requests.cpu"]: the input requests 6 of requests.cpu, but the quota allows 5: Deployment api 6 × 1',
      'Deployment api: no disruption budget selects its 6 pods',
      'Deployment api spec.template.spec.topologySpreadConstraints: nothing keeps its 6 pods apart',
    ]);
  });

  test('of an autoscaler that names no group is that of the workload', () => {
    const groupless = autoscaler({ minReplicas: 6, scaleTargetRef: { kind: 'Deployment', name: 'api' } });
    expect(all(rules, [namespace(), quota, deployment({ replicas: 1 }, CPU), groupless])).toEqual([
      'Deployment api spec.replicas: replicas is 1: Deployment api has a single pod',
    ]);
  });

  test('of a Rollout is counted by its budget too', () => {
    const rollout = { ...deployment({ replicas: 6 }, CPU), apiVersion: 'argoproj.io/v1alpha1', kind: 'Rollout' };
    const all25 = budget({ maxUnavailable: '25%' });
    expect(all([...rules, disruptionBudgetBlocks], [namespace(), quota, rollout, all25])).toEqual([
      'ResourceQuota quota spec.hard["requests.cpu"]: the input requests 6 of requests.cpu, but the quota allows 5: Rollout api 6 × 1',
      'Rollout api spec.template.spec.topologySpreadConstraints: nothing keeps its 6 pods apart',
    ]);
  });
});

test('a LimitRange that the API server rejects gives nothing, to any rule', () => {
  const limits = { type: 'Container', default: { cpu: '1', memory: '1Gi' }, max: { memory: 'lots' } };
  const range = { apiVersion: 'v1', kind: 'LimitRange', metadata: { name: 'limits' }, spec: { limits: [limits] } };
  const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'api' }, spec: { containers: [{ name: 'api', image: 'api' }] } };
  expect(all([limitRangeRefusal, resourceLimits], [namespace(), range, pod])).toEqual([
    '? Pod api: LimitRange limits is rejected by the API server (spec.limits[0].max: max holds what is not a quantity), so what '
      + 'it limits is unknown',
    'Pod api spec.containers[0].resources: container "api" has no memory limit, no CPU request and no memory request',
  ]);
});
