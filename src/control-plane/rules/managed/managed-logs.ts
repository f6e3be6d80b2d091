import { defineRule, type Outcome } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { objectsOfKind } from '../../../engine/subjects';
import { NONE } from '../../../kubernetes/objects/collect';
import type { KubeObject } from '../../../kubernetes/objects/object';
import { asArray, asObject, isUnset, type JsonObject } from '../../../text/json';
import { CAPA, EKS, GKE, SOURCES } from './kinds';
import { managedExample } from './setting-rule';

export const managedLogs = defineRule({
  id: 'control-plane/managed-logs',
  title: 'A managed cluster must export its audit log',
  description:
    'In EKS, no log of the control plane leaves the cluster unless it is listed. In GKE, system logs are collected by default, and the '
    + 'audit log cannot be turned off. AKS sends logs by diagnostic settings, which are apart from the cluster, so it is not checked.',
  severity: Severity.MEDIUM,
  fix: 'List `audit` among the log types in EKS; remove `loggingService: none` in GKE.',
  controls: ['CIS-EKS-1.8:2.1.1', 'CIS-GKE-1.9:5.7.1'],
  sources: ['https://docs.aws.amazon.com/eks/latest/userguide/control-plane-logs.html', SOURCES.gke],
  bad: managedExample(EKS, { logging: { clusterLogging: [{ enabled: true, types: ['api'] }] } }),
  good: managedExample(EKS, { logging: { clusterLogging: [{ enabled: true, types: ['api', 'audit'] }] } }),
  subject: objectsOfKind(EKS, CAPA, GKE),
  check: requireLogs,
});

/** By kind: the field that is wrong, and the fact; undefined where logs are kept. */
const READERS: Readonly<Record<string, (spec: JsonObject) => readonly [field: string, fact: string] | undefined>> = {
  [EKS]: (spec) => {
    const entries = asArray(asObject(spec.logging).clusterLogging).map(asObject);
    const isOn = entries.some(({ enabled, types }) => enabled === true && asArray(types).includes('audit'));
    return isOn ? undefined : ['logging.clusterLogging', 'no entry turns logs of type audit on'];
  },
  [CAPA]: (spec) => (asObject(spec.logging).audit === true ? undefined : ['logging.audit', 'logging.audit is not true']),
  [GKE]: (spec) => {
    const components = asObject(spec.loggingConfig).enableComponents;
    if (spec.loggingService === 'none') return ['loggingService', 'loggingService is none'];
    if (isUnset(components) || asArray(components).includes('SYSTEM_COMPONENTS')) return undefined;
    return ['loggingConfig.enableComponents', 'logs of SYSTEM_COMPONENTS are not collected'];
  },
};

function requireLogs(object: KubeObject): readonly Outcome[] {
  const fault = READERS[`${object.group}/${object.kind}`]!(asObject(object.json.spec));
  return fault === undefined ? NONE : [{ path: `spec.${fault[0]}`, message: `${fault[1]}, so nobody sees what was done` }];
}
