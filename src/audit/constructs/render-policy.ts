import type { IConstruct } from 'constructs';
import { dump } from 'js-yaml';
import { writeDocuments } from '../../cdk8s/write-documents';
import { AUDIT_API_VERSION } from '../../kubernetes/audit/audit-policy';
import { commentLine } from '../../text/comment';
import type { AuditRule } from './audit-rule';
import { toManifest } from './presets';

/** What is in a policy file. */
export interface PolicySettings {
  readonly omitRequestReceived: boolean;
  readonly omitManagedFields: boolean;
  readonly rules: readonly AuditRule[];
  readonly batchReason: string | undefined;
}

/** The policy as YAML, with a comment for each rule that has a description. The same settings give the same text. */
export function renderPolicy(place: IConstruct, { omitRequestReceived, omitManagedFields, rules, batchReason }: PolicySettings): string {
  const head = {
    apiVersion: AUDIT_API_VERSION,
    kind: 'Policy',
    ...(omitRequestReceived ? { omitStages: ['RequestReceived'] } : {}),
    ...(omitManagedFields ? { omitManagedFields } : {}),
  };
  return [
    lineOf('Audit policy of kube-apiserver: the first rule that matches decides. Generated; changes are lost.'),
    batchReason === undefined ? '' : lineOf(`The log is written in batch mode, which may lose events. Reason: ${batchReason}`),
    yaml(place, head, 1),
    'rules:\n',
    ...rules.map((rule) => (rule.description === undefined ? '' : lineOf(rule.description)) + yaml(place, [toManifest(rule)], 3)),
  ].join('');
}

const lineOf = (text: string) => `${commentLine(text)}\n`;

function yaml(place: IConstruct, value: unknown, flowLevel: number): string {
  return writeDocuments(
    [value],
    () => place,
    (document) => dump(document, { lineWidth: -1, noRefs: true, flowLevel }),
  );
}
