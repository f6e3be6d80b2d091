import { defineRule, type CheckContext, type Outcome, type Selected } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { pods, subject } from '../../../engine/subjects';
import { NONE } from '../../../kubernetes/objects/collect';
import type { KubeObject } from '../../../kubernetes/objects/object';
import { examplePod } from '../../../kubernetes/pods/example-pod';
import type { PodView } from '../../../kubernetes/pods/pod-view';
import { asObject } from '../../../text/json';
import { runs } from './retired-components';

/** The last day on which the project was maintained. */
const LAST_DAY = '2026-03-31';
const FACT = `is ingress-nginx, which gets no security fixes since the end of ${LAST_DAY.slice(0, 'YYYY-MM'.length)}`;
const CONTROLLER = 'k8s.io/ingress-nginx';
const COMPONENT = {
  // Not `nginx/nginx-ingress`, which is the controller of F5.
  repository: /(?:^|[-/])(?:ingress-nginx(?:[-/]controller(?:-chroot)?)?|nginx-ingress-controller)(?:-(?:amd64|arm64|arm|ppc64le|s390x))?$/,
  labels: [],
  fact: FACT,
};

export const ingressNginx = defineRule({
  id: 'workloads/ingress-nginx',
  title: 'Ingress controllers must not be ingress-nginx, which is retired',
  description:
    'The project ended in March 2026: no releases, no fixes of vulnerabilities. It takes requests from outside, and can read the Secrets '
    + 'of every namespace. It is recognised by its image, in any registry, or, if no pod of the input runs it, by an IngressClass with its '
    + `controller (\`${CONTROLLER}\`). The controller of F5 (\`nginx/nginx-ingress\`) is another project.\n\n`
    + `The rule does not apply to runs as of ${LAST_DAY} or earlier.`,
  severity: Severity.HIGH,
  fix: 'Move to the Gateway API, or to an Ingress controller that is maintained.',
  sources: ['https://kubernetes.io/blog/2025/11/11/ingress-nginx-retirement/', 'https://github.com/kubernetes/ingress-nginx'],
  bad: examplePod({ image: 'registry.k8s.io/ingress-nginx/controller:v1.15.1' }),
  good: examplePod({ image: 'docker.io/traefik:v3.6.1' }),
  subject: subject<PodView | KubeObject>('pods, IngressClasses', select),
  check: (value) => ('containers' in value ? runs(value, COMPONENT) : ofClass(value)),
});

function select(context: CheckContext): readonly Selected<PodView | KubeObject>[] {
  if (context.asOf <= LAST_DAY) return NONE;
  const all = pods.select(context);
  if (all.some(({ value }) => runs(value, COMPONENT).length > 0)) return all;
  return [...all, ...context.inventory.byKind('networking.k8s.io', 'IngressClass').map((object) => ({ value: object, object }))];
}

function ofClass({ json }: KubeObject): readonly Outcome[] {
  return asObject(json.spec).controller === CONTROLLER
    ? [{ path: 'spec.controller', message: `the controller of the class ${FACT}` }]
    : NONE;
}
