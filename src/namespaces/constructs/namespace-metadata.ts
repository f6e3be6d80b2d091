import type { IConstruct } from 'constructs';
import { checkReason } from '../../cdk8s/check-reason';
import { imagePolicyFor, kubernetesFor } from '../../cdk8s/context';
import type { ImagePolicy } from '../../cdk8s/image-policy';
import { refusal } from '../../cdk8s/refusal';
import { POD_SECURITY_PREFIX } from '../../kubernetes/admission/pod-security';
import {
  ACCEPTED_ANNOTATION,
  IMAGE_POLICY_ANNOTATION,
  INFORMATION_SYSTEM_LABEL,
  REASON_ANNOTATION,
} from '../../kubernetes/objects/annotations';
import { isDnsLabel, isLabelKey, isLabelValue } from '../../kubernetes/objects/label-syntax';
import { formatMinor, parseMinor } from '../../kubernetes/releases/versions';
import type { IsolatedNamespaceProps } from './isolated-namespace-props';
import { PodSecurityLevel } from './pod-security-level';

const NAME_LABEL = 'kubernetes.io/metadata.name';
const OWN_ANNOTATIONS: readonly string[] = [REASON_ANNOTATION, ACCEPTED_ANNOTATION, IMAGE_POLICY_ANNOTATION];

/** Refuses names that are not namespace's, or the cluster's own unless those are accepted. */
export function checkName(place: IConstruct, name: string, acceptsSystem = false): void {
  if (!isDnsLabel(name)) {
    throw refusal(place, {
      fact: `${JSON.stringify(name)} is not a name of a namespace`,
      consequence: 'so the API server would reject it',
      remedy: 'Write at most 63 of a-z, 0-9 and "-", with a letter or digit at both ends.',
    });
  }
  if (!acceptsSystem && (name === 'default' || name.startsWith('kube-'))) {
    throw refusal(place, {
      fact: `${name} is a namespace of the cluster itself`,
      consequence: 'so it cannot belong to one information system',
      remedy: 'Choose another name.',
    });
  }
}

/** Labels and annotations of the Namespace. Throws for values that are not valid, and for reasons that are missing. */
export function namespaceMetadata(
  place: IConstruct,
  props: IsolatedNamespaceProps,
): Readonly<Record<'labels' | 'annotations', Record<string, string>>> {
  const { informationSystem, podSecurity: level = PodSecurityLevel.RESTRICTED } = props;
  if (!isLabelValue(informationSystem) || informationSystem === '') {
    throw refusal(place, {
      fact: `informationSystem is ${JSON.stringify(informationSystem)}`,
      consequence: 'so it cannot be a label that says to whom the namespace belongs',
      remedy: 'Write at most 63 letters, digits, "-", "_" and ".", with a letter or digit at both ends.',
    });
  }
  for (const field of ['unsafePodSecurityReason', 'unsafeNoQuotaReason', 'unsafeNoLimitsReason', 'unsafeNoPodHardeningReason'] as const) {
    checkReason(place, field, props[field]);
  }
  if (level !== PodSecurityLevel.RESTRICTED && props.unsafePodSecurityReason === undefined) {
    throw refusal(place, {
      fact: `podSecurity is ${level}`,
      consequence: level === PodSecurityLevel.BASELINE ? 'so containers could run as root' : 'so any pod could take over its node',
      remedy: 'Leave it at restricted, or say in unsafePodSecurityReason why that is not possible.',
    });
  }
  if (level === PodSecurityLevel.RESTRICTED && props.unsafePodSecurityReason !== undefined) {
    throw refusal(place, {
      fact: 'unsafePodSecurityReason is given while podSecurity is restricted',
      consequence: 'so it would excuse nothing',
      remedy: 'Remove it.',
    });
  }
  const { unsafeNoQuotaReason, unsafeNoLimitsReason, unsafeNoCpuLimitsReason } = props;
  if (unsafeNoCpuLimitsReason !== undefined && unsafeNoQuotaReason !== undefined && unsafeNoLimitsReason !== undefined) {
    throw refusal(place, {
      fact: 'unsafeNoCpuLimitsReason is given while there is neither a ResourceQuota nor a LimitRange',
      consequence: 'so it would excuse nothing',
      remedy: 'Remove it.',
    });
  }
  const version = `v${formatMinor(parseMinor(kubernetesFor(place)))}`;
  const own: Record<string, string> = { [INFORMATION_SYSTEM_LABEL]: informationSystem };
  for (const [mode, value] of [
    ['enforce', level],
    ['audit', PodSecurityLevel.RESTRICTED],
    ['warn', PodSecurityLevel.RESTRICTED],
  ] as const) {
    own[`${POD_SECURITY_PREFIX}${mode}`] = value;
    own[`${POD_SECURITY_PREFIX}${mode}-version`] = version;
  }
  const reasons = [
    ['podSecurity ' + level, props.unsafePodSecurityReason],
    ['no ResourceQuota', unsafeNoQuotaReason],
    ['no LimitRange', unsafeNoLimitsReason],
    ['no pod hardening', props.unsafeNoPodHardeningReason],
  ]
    .filter(([, reason]) => reason !== undefined)
    .map(([what, reason]) => `${what}: ${reason}`);
  const accepted = {
    'namespaces/resource-quota': unsafeNoQuotaReason,
    'namespaces/limit-range': unsafeNoLimitsReason,
    'namespaces/pod-security-enforce': level === PodSecurityLevel.PRIVILEGED ? props.unsafePodSecurityReason : undefined,
  };
  const isAccepted = Object.values(accepted).some((reason) => reason !== undefined);
  return {
    labels: {
      ...checked(
        place,
        'label',
        props.labels ?? {},
        (key) => key === NAME_LABEL || key.startsWith(POD_SECURITY_PREFIX) || key === INFORMATION_SYSTEM_LABEL,
      ),
      ...own,
    },
    annotations: {
      ...checked(place, 'annotation', props.annotations ?? {}, (key) => OWN_ANNOTATIONS.includes(key)),
      ...(reasons.length > 0 ? { [REASON_ANNOTATION]: reasons.join('; ') } : {}),
      ...(isAccepted ? { [ACCEPTED_ANNOTATION]: JSON.stringify(accepted) } : {}),
      ...imagePolicy(place, props.imagePolicy),
    },
  };
}

/** The namespace's own policy and the app's, as one: the manifests may be checked without the app. */
function imagePolicy(place: IConstruct, own: ImagePolicy | undefined): Record<string, string> {
  const outer = imagePolicyFor(place);
  const both = own && outer ? own._and(outer) : (own ?? outer);
  if (both) return { [IMAGE_POLICY_ANNOTATION]: both._toAnnotation() };
  if (own) {
    throw refusal(place, {
      fact: `imagePolicy allows ${own.registries!.join(', ')}, and that of the app none of them`,
      consequence: 'so no image could run',
      remedy: 'Allow the registries in the app too.',
    });
  }
  return {};
}

function checked(
  place: IConstruct,
  noun: string,
  values: { [key: string]: string },
  isOurs: (key: string) => boolean,
): Record<string, string> {
  for (const [key, value] of Object.entries(values)) {
    if (isOurs(key)) {
      throw refusal(place, {
        fact: `the ${noun} ${key} is set by IsolatedNamespace`,
        consequence: 'so it would be overruled',
        remedy: 'Remove it, and use the property for it.',
      });
    }
    if (!isLabelKey(key) || (noun === 'label' ? !isLabelValue(value) : typeof value !== 'string')) {
      throw refusal(place, {
        fact: `${JSON.stringify(key)}: ${JSON.stringify(value)} is not a valid ${noun}`,
        consequence: 'so the API server would reject the Namespace',
        remedy: 'See the syntax of labels and annotations in the Kubernetes documentation.',
      });
    }
  }
  return { ...values };
}
