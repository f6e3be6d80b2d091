import { defineRule, type Outcome } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { objectsOfKind } from '../../../engine/subjects';
import { NONE } from '../../../kubernetes/objects/collect';
import type { KubeObject } from '../../../kubernetes/objects/object';
import { asObject, stringMap } from '../../../text/json';
import { joinPath } from '../../../text/path';

export const tillerService = defineRule({
  id: 'workloads/tiller-service',
  title: 'Services must not expose Tiller (Helm 2)',
  description:
    'Through the Service, every pod of the cluster reaches the port of Tiller, which does not authenticate clients. The Service '
    + 'is recognised by its selector, its labels, or the name `tiller-deploy`. If Tiller itself is gone, the Service leads to any '
    + 'pod that has the labels.',
  severity: Severity.HIGH,
  fix: 'Move to Helm 3 or later, which needs nothing in the cluster, and delete the Service with Tiller.',
  sources: ['https://helm.sh/docs/faq/changes_since_helm2/#removal-of-tiller'],
  bad:
    '{ apiVersion: v1, kind: Service, metadata: { name: tiller-deploy, namespace: tools }, '
    + 'spec: { selector: { app: helm, name: tiller }, ports: [{ port: 44134 }] } }',
  good:
    '{ apiVersion: v1, kind: Service, metadata: { name: api, namespace: payments }, '
    + 'spec: { selector: { app: api }, ports: [{ port: 80 }] } }',
  subject: objectsOfKind('/Service'),
  check: leadsToTiller,
});

/** Labels that Helm 2 and charts give to Tiller. */
const KEYS = ['name', 'app', 'app.kubernetes.io/name'];
const FACT = 'which is without support since November 2020';

function leadsToTiller({ name, json }: KubeObject): readonly Outcome[] {
  const selected = tillerKey(asObject(json.spec).selector);
  if (selected !== undefined) return [{ path: joinPath('spec.selector', selected), message: `it leads to the pods of Tiller, ${FACT}` }];
  const labelled = tillerKey(asObject(json.metadata).labels);
  if (labelled !== undefined) return [{ path: joinPath('metadata.labels', labelled), message: `it is a Service of Tiller, ${FACT}` }];
  return name === 'tiller-deploy' ? [{ path: 'metadata.name', message: `it is the Service of Tiller, ${FACT}` }] : NONE;
}

function tillerKey(labels: unknown): string | undefined {
  const written = stringMap(labels);
  return KEYS.find((key) => written[key] === 'tiller');
}
