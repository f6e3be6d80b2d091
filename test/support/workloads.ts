const IMAGE = 'registry.example.com/api:1.4';

/** A container with other fields. */
export const container = (fields: object = {}): object => ({ name: 'api', image: IMAGE, ...fields });

/** The template of pods with the label `app: api`. */
export function template(podSpec: object = {}, labels: object | null = { app: 'api' }): object {
  return { metadata: { labels }, spec: { containers: [container()], ...podSpec } };
}

/** Deployment `api` that selects its pods. */
export function deployment(spec: object = {}, podSpec: object = {}, metadata: object = {}): object {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'api', ...metadata },
    spec: { selector: { matchLabels: { app: 'api' } }, template: template(podSpec), ...spec },
  };
}

/** The same of another kind of `apps/v1`. */
export function workload(kind: string, spec: object = {}, podSpec: object = {}, metadata: object = {}): object {
  return { ...deployment(spec, podSpec, metadata), kind };
}

/** HorizontalPodAutoscaler `api` of Deployment `api`. */
export function autoscaler(spec: object = {}, metadata: object = {}): object {
  return {
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata: { name: 'api', ...metadata },
    spec: { scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'api' }, maxReplicas: 9, ...spec },
  };
}

/** VerticalPodAutoscaler `sizes` of Deployment `api`. */
export function resizer(spec: object = {}, metadata: object = {}): object {
  return {
    apiVersion: 'autoscaling.k8s.io/v1',
    kind: 'VerticalPodAutoscaler',
    metadata: { name: 'sizes', ...metadata },
    spec: { targetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'api' }, ...spec },
  };
}

/** ScaledObject `events` of Deployment `api`, which it names in the shortest way. */
export function scaledObject(spec: object = {}): object {
  return {
    apiVersion: 'keda.sh/v1alpha1',
    kind: 'ScaledObject',
    metadata: { name: 'events' },
    spec: { scaleTargetRef: { name: 'api' }, ...spec },
  };
}

/** PodDisruptionBudget `api` of pods with `app: api`. */
export function budget(spec: object = {}, metadata: object = {}): object {
  return {
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata: { name: 'api', ...metadata },
    spec: { selector: { matchLabels: { app: 'api' } }, ...spec },
  };
}

/** Service `api` of pods with `app: api`. */
export function service(spec: object = {}, metadata: object = {}): object {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'api', ...metadata },
    spec: { selector: { app: 'api' }, ports: [{ port: 80 }], ...spec },
  };
}

export const namespace = (name = 'default'): object => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } });

/** An object of a custom kind whose operator may make pods. */
export const operated = (metadata: object = {}): object => ({
  apiVersion: 'example.com/v1',
  kind: 'Database',
  metadata: { name: 'data', ...metadata },
});

export function job(spec: object = {}, podSpec: object = { restartPolicy: 'Never' }, metadata: object = {}): object {
  return {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: { name: 'migrate', ...metadata },
    spec: { template: template(podSpec), ...spec },
  };
}

export function cronJob(spec: object = {}, jobSpec: object = {}, podSpec: object = { restartPolicy: 'Never' }): object {
  return {
    apiVersion: 'batch/v1',
    kind: 'CronJob',
    metadata: { name: 'report' },
    spec: { schedule: '0 * * * *', jobTemplate: { spec: { template: template(podSpec), ...jobSpec } }, ...spec },
  };
}

/** Marks an object as made and managed by another. */
export const OWNED = { ownerReferences: [{ apiVersion: 'example.com/v1', kind: 'Owner', name: 'owner', uid: 'a', controller: true }] };
