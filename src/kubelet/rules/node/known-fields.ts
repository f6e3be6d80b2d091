import { defineRule, undecided, type CheckContext, type Outcome } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { subject } from '../../../engine/subjects';
import { isDropIn, nodeDocuments, type NodeDocument } from '../../../kubernetes/components/kubelet/documents';
import { program } from '../../../kubernetes/components/kubelet/setting';
import { NodeTable } from '../../../kubernetes/components/kubelet/table';
import { formatMinor } from '../../../kubernetes/releases/versions';
import { FaultKind, faultsOf } from '../../../kubernetes/schema/faults';
import { isObject, type JsonObject } from '../../../text/json';
import { FIELDS, kubeletWith } from '../subjects';

export const knownFields = defineRule({
  id: 'kubelet/known-fields',
  title: 'Files of kubelet and kube-proxy must have fields that the release knows, with values of their types',
  description:
    'kubelet and kube-proxy ignore a field that they do not know, and say so in their log alone: a misspelt `authentification` protects '
    + 'nothing. With a value of a wrong type, or another version of the API, they do not start.\n\n'
    + 'Checked are KubeletConfiguration (v1beta1) and KubeProxyConfiguration (v1alpha1), and the texts in the ConfigMaps of kubeadm. '
    + 'Fields are those of the target release; names are case-sensitive, and null counts as absent. An older release is checked as the '
    + 'oldest known one; for a newer one, an unknown field is unknown. `metadata` is not checked.',
  severity: Severity.HIGH,
  fix: 'Correct the name, the place or the value of the field.',
  sources: [FIELDS, 'https://kubernetes.io/docs/reference/config-api/kube-proxy-config.v1alpha1/'],
  bad: kubeletWith('authentification:\n  anonymous:\n    enabled: false'),
  good: kubeletWith('authentication:\n  anonymous:\n    enabled: false'),
  subject: subject('files of kubelet and kube-proxy', ({ inventory }) =>
    nodeDocuments(inventory).map((value) => ({ value, object: value.object })),
  ),
  check: forbidFaults,
});

const VERSIONS = { KubeletConfiguration: 'v1beta1', KubeProxyConfiguration: 'v1alpha1' } as const;

function forbidFaults(document: NodeDocument, { kubernetes }: CheckContext): readonly Outcome[] {
  const { kind, json, field, unclear } = document;
  if (unclear !== undefined) return [undecided(field, unclear)];
  const version = String(json.apiVersion).split('/')[1] ?? '';
  // v1alpha1 of the kubelet holds credential providers alone.
  if (version !== VERSIONS[kind]) {
    const path = field === '' ? 'apiVersion' : field;
    return [
      {
        path,
        message: `apiVersion is ${String(json.apiVersion)}, and ${kind} has ${VERSIONS[kind]} alone, so ${program(kind)} does not start`,
      },
    ];
  }
  const table = NodeTable.of(kubernetes);
  // Waivers are written there, and the program ignores it.
  const { metadata, ...rest } = json;
  const written = isObject(metadata) ? rest : json;
  // Null takes something away there, whatever it is.
  const own = isDropIn(document) ? (withoutNulls(written) as JsonObject) : written;
  return faultsOf(own, kind, table.schema).map((fault): Outcome => {
    const label = fault.path;
    const path = field === '' ? fault.path : field;
    if (fault.kind !== FaultKind.UNKNOWN_FIELD) {
      return { path, message: `${label} ${fault.fact}, so ${program(kind)} does not start`, malformed: true, code: label };
    }
    const hint = fault.suggestion === undefined ? '' : `; did you mean ${fault.suggestion}?`;
    const message = `${label} does not exist in Kubernetes ${formatMinor(kubernetes)}, so it has no effect${hint}`;
    return table.isNewer ? undecided(path, `${message} (as far as is known here)`) : { path, message };
  });
}

function withoutNulls(value: unknown): unknown {
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).flatMap(([key, item]) => (item === null ? [] : [[key, withoutNulls(item)]])));
}
