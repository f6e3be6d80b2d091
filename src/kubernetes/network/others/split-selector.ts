import { asArray, isObject, type JsonObject } from '../../../text/json';
import { LabelSelector } from '../../objects/label-selector';

/** What a label in a selector is about. */
export type LabelMeaning = { readonly pod: string } | { readonly namespace: string } | 'ignored';

export interface SplitSelector {
  readonly pods: LabelSelector;
  readonly namespaces: LabelSelector;
  /** What it asks of namespaces, as `matchExpressions`. */
  readonly namespaceRequirements: readonly JsonObject[];
}

/** Takes a selector apart whose labels are partly those of pods, partly those of their namespaces. */
export function splitSelector(selector: JsonObject, meaningOf: (key: string) => LabelMeaning): SplitSelector {
  const { matchLabels, matchExpressions } = selector;
  const written = [
    ...(isObject(matchLabels) ? Object.entries(matchLabels).map(([key, value]) => ({ key, operator: 'In', values: [value ?? ''] })) : []),
    ...asArray(matchExpressions).filter(isObject),
  ];
  const [pods, namespaces]: [JsonObject[], JsonObject[]] = [[], []];
  for (const requirement of written) {
    const meaning = typeof requirement.key === 'string' ? meaningOf(requirement.key) : { pod: '' };
    if (meaning === 'ignored') continue;
    if ('pod' in meaning) pods.push({ ...requirement, key: meaning.pod });
    else namespaces.push({ ...requirement, key: meaning.namespace });
  }
  return {
    pods: LabelSelector.of({ matchExpressions: pods }),
    namespaces: LabelSelector.of({ matchExpressions: namespaces }),
    namespaceRequirements: namespaces,
  };
}
