import type { IConstruct } from 'constructs';
import { checkReason } from '../../cdk8s/check-reason';
import { refusal } from '../../cdk8s/refusal';
import { compareQuantities, isWhole, parseQuantity, type Quantity } from '../../kubernetes/resources/quantity';
import type { ContainerLimits, NamespaceQuota } from './namespace-resources';

/** What the props of a namespace say about resources. */
export interface ResourceProps {
  readonly quota?: NamespaceQuota;
  readonly limits?: ContainerLimits;
  readonly unsafeNoCpuLimitsReason?: string;
}

/** Specs of a ResourceQuota and a LimitRange that fit each other. */
export interface NamespaceResources {
  readonly quota: { readonly hard: Record<string, string> };
  readonly limits: { readonly limits: Record<string, unknown>[] };
}

/** Renders quota and limits. Throws for quantities that the API server would reject, or that no pod could meet. */
export function renderResources(place: IConstruct, props: ResourceProps): NamespaceResources {
  const { quota = {}, limits = {}, unsafeNoCpuLimitsReason } = props;
  const limitsCpu = unsafeNoCpuLimitsReason === undefined;
  checkReason(place, 'unsafeNoCpuLimitsReason', unsafeNoCpuLimitsReason);
  if (!limitsCpu) refuseCpuLimits(place, quota, limits);
  const cpu = (field: string, value: string) => amount(place, field, value, 1000n, 'whole millicores, such as "500m" or "4"');
  const bytes = (field: string, value: string) => amount(place, field, value, 1n, 'whole bytes, such as "512Mi" or "8Gi"');
  const q = {
    requestsCpu: cpu('quota.requestsCpu', quota.requestsCpu ?? '4'),
    limitsCpu: cpu('quota.limitsCpu', quota.limitsCpu ?? '8'),
    requestsMemory: bytes('quota.requestsMemory', quota.requestsMemory ?? '8Gi'),
    limitsMemory: bytes('quota.limitsMemory', quota.limitsMemory ?? '16Gi'),
    requestsStorage: bytes('quota.requestsStorage', quota.requestsStorage ?? '100Gi'),
  };
  const l = {
    defaultCpu: cpu('limits.defaultCpu', limits.defaultCpu ?? '500m'),
    defaultMemory: bytes('limits.defaultMemory', limits.defaultMemory ?? '512Mi'),
    defaultRequestCpu: cpu('limits.defaultRequestCpu', limits.defaultRequestCpu ?? '100m'),
    defaultRequestMemory: bytes('limits.defaultRequestMemory', limits.defaultRequestMemory ?? '128Mi'),
    maxCpu: cpu('limits.maxCpu', limits.maxCpu ?? '2'),
    maxMemory: bytes('limits.maxMemory', limits.maxMemory ?? '4Gi'),
  };
  const notMore = (less: Quantity, lessField: string, more: Quantity, moreField: string) => {
    if (compareQuantities(less, more) <= 0) return;
    throw refusal(place, {
      fact: `${lessField} (${less.text}) is more than ${moreField} (${more.text})`,
      consequence: 'so no pod could have that much',
      remedy: `Lower ${lessField} or raise ${moreField}.`,
    });
  };
  for (const resource of ['Cpu', 'Memory'] as const) {
    if (resource === 'Memory' || limitsCpu) {
      notMore(q[`requests${resource}`], `quota.requests${resource}`, q[`limits${resource}`], `quota.limits${resource}`);
      notMore(l[`defaultRequest${resource}`], `limits.defaultRequest${resource}`, l[`default${resource}`], `limits.default${resource}`);
      notMore(l[`default${resource}`], `limits.default${resource}`, l[`max${resource}`], `limits.max${resource}`);
      notMore(l[`default${resource}`], `limits.default${resource}`, q[`limits${resource}`], `quota.limits${resource}`);
    }
    notMore(l[`defaultRequest${resource}`], `limits.defaultRequest${resource}`, q[`requests${resource}`], `quota.requests${resource}`);
  }
  return {
    quota: {
      hard: {
        'requests.cpu': q.requestsCpu.text,
        'requests.memory': q.requestsMemory.text,
        ...(limitsCpu ? { 'limits.cpu': q.limitsCpu.text } : {}),
        'limits.memory': q.limitsMemory.text,
        'requests.storage': q.requestsStorage.text,
        'pods': count(place, 'quota.pods', quota.pods ?? 50),
        'persistentvolumeclaims': count(place, 'quota.persistentVolumeClaims', quota.persistentVolumeClaims ?? 10),
        'services.loadbalancers': count(place, 'quota.loadBalancers', quota.loadBalancers ?? 0),
        'services.nodeports': count(place, 'quota.nodePorts', quota.nodePorts ?? 0),
      },
    },
    limits: {
      limits: [
        {
          type: 'Container',
          default: { ...(limitsCpu ? { cpu: l.defaultCpu.text } : {}), memory: l.defaultMemory.text },
          defaultRequest: { cpu: l.defaultRequestCpu.text, memory: l.defaultRequestMemory.text },
          max: { ...(limitsCpu ? { cpu: l.maxCpu.text } : {}), memory: l.maxMemory.text },
        },
      ],
    },
  };
}

function refuseCpuLimits(place: IConstruct, { limitsCpu }: NamespaceQuota, { defaultCpu, maxCpu }: ContainerLimits): void {
  const stated = { 'quota.limitsCpu': limitsCpu, 'limits.defaultCpu': defaultCpu, 'limits.maxCpu': maxCpu };
  const needless = Object.entries(stated).find(([, value]) => value !== undefined);
  if (!needless) return;
  throw refusal(place, {
    fact: `${needless[0]} is given together with unsafeNoCpuLimitsReason`,
    consequence: 'so it would have no effect',
    remedy: 'Remove one of the two.',
  });
}

function amount(place: IConstruct, field: string, value: string, parts: bigint, form: string): Quantity {
  const quantity = typeof value === 'string' ? parseQuantity(value) : undefined;
  if (quantity && quantity.nanos > 0n && isWhole(quantity, parts)) return quantity;
  throw refusal(place, {
    fact: `${field} is ${JSON.stringify(value)}`,
    consequence: 'so it is not a quantity that can be granted',
    remedy: `Write ${form}.`,
  });
}

function count(place: IConstruct, field: string, value: number): string {
  if (Number.isInteger(value) && value >= 0 && value <= 1_000_000) return String(value);
  throw refusal(place, {
    fact: `${field} is ${String(value)}`,
    consequence: 'so it is not a number of objects',
    remedy: 'Write an integer from 0 to 1000000.',
  });
}
