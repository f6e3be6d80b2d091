import { defineRule, type Outcome } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { objectsOfKind } from '../../../engine/subjects';
import { NONE } from '../../../kubernetes/objects/collect';
import type { KubeObject } from '../../../kubernetes/objects/object';
import { asArray, asObject, isUnset, type JsonObject } from '../../../text/json';
import { CAPA, EKS, GKE, SOURCES } from './kinds';
import { managedExample, opaqueAt } from './setting-rule';

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

/** A field that is wrong, and the fact; undefined where logs are kept. */
interface Fault {
  readonly field: string;
  readonly fact: string;
  /** What has to be a mapping or a list for the fact to be known. */
  readonly holder: string;
}

const READERS: Readonly<Record<string, (spec: JsonObject) => Fault | undefined>> = {
  [EKS]: (spec) => {
    const entries = asArray(asObject(spec.logging).clusterLogging).map(asObject);
    const isOn = entries.some(({ enabled, types }) => enabled === true && asArray(types).includes('audit'));
    const field = 'logging.clusterLogging';
    return isOn ? undefined : { field, fact: 'no entry turns logs of type audit on', holder: field };
  },
  [CAPA]: (spec) => {
    const { audit } = asObject(spec.logging);
    if (audit === true) return undefined;
    const field = 'logging.audit';
    return { field, fact: `${field} is not true`, holder: typeof audit === 'string' ? field : 'logging' };
  },
  [GKE]: (spec) => {
    const components = asObject(spec.loggingConfig).enableComponents;
    if (spec.loggingService === 'none') return { field: 'loggingService', fact: 'loggingService is none', holder: 'loggingConfig' };
    if (isUnset(components) || asArray(components).includes('SYSTEM_COMPONENTS')) return undefined;
    const field = 'loggingConfig.enableComponents';
    return { field, fact: 'logs of SYSTEM_COMPONENTS are not collected', holder: field };
  },
};

function requireLogs(object: KubeObject): readonly Outcome[] {
  const fault = READERS[`${object.group}/${object.kind}`]!(asObject(object.json.spec));
  if (fault === undefined) return NONE;
  const opaque = opaqueAt(object, fault.holder);
  return opaque.length > 0 ? opaque : [{ path: `spec.${fault.field}`, message: `${fault.fact}, so what was done is seen by no one` }];
}
