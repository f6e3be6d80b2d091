import type { IConstruct } from 'constructs';
import { hardenPods, isPodHardeningAsked } from '../../cdk8s/pod-hardening-aspect';
import { fillOptions, leavePods } from '../../cdk8s/pod-hardening-options';
import type { PodHardeningProps } from '../../cdk8s/pod-hardening-props';
import { refusal } from '../../cdk8s/refusal';

/**
 * Fills what pods leave unset, so that plain workloads pass the Pod Security level restricted: seccomp `RuntimeDefault`, no capabilities,
 * no privilege escalation, no root, a read-only root filesystem, no token, requests for CPU and memory, and on request a writable `/tmp`.
 *
 * It reaches the pods of every object below a scope (cdk8s-plus of any version, raw and included ApiObjects, Helm output, items of a List),
 * whether created before or after the call, when they are synthesised. Nothing that is written is overridden, nor what follows from it: a
 * privileged container keeps its capabilities, uid 0 stays root, a ServiceAccount that says `automountServiceAccountToken: true` is
 * believed. Such conflicts are what the rules report. `{}` and `[]` count as written, null does not. Windows pods get what the API server
 * takes there. A pod keeps its token when a binding of the app grants something to its ServiceAccount, or to a group that it is in: it is
 * there to call the API server. `workloads/service-account-token` reports it.
 *
 * The kinds are Pod, PodTemplate, ReplicationController, ReplicaSet, Deployment, StatefulSet, DaemonSet, Job and CronJob, and the custom
 * ones that make pods of their template as it is written: Rollout (argoproj.io), DeploymentConfig (apps.openshift.io), CloneSet,
 * StatefulSet, UnitedDeployment, DaemonSet, BroadcastJob and AdvancedCronJob (apps.kruise.io), ScaledJob (keda.sh), Sandbox and
 * SandboxTemplate (agents.x-k8s.io). Other custom kinds that hold a pod template are left as they are, since their fields need not mean the
 * same, and so are static pods in host files.
 *
 * `HardenedApp` and `IsolatedNamespace` do this of their own accord.
 */
export class PodHardening {
  /** The hardening of the pods below a scope: an app, a chart, any construct. */
  public static of(scope: IConstruct): PodHardening {
    return new PodHardening(scope);
  }

  private constructor(private readonly scope: IConstruct) {}

  /**
   * Fills the pods below the scope. A call further down, nearer to the pod, holds in place of this one.
   *
   * An error is thrown when something else was requested at the same scope, or a quantity is none.
   */
  public apply(props: PodHardeningProps = {}): void {
    this.checkFirst();
    hardenPods(this.scope, fillOptions(this.scope, props), true);
  }

  /**
   * Leaves the pods below the scope as they are written, whatever holds further up. The rules check them all the same.
   *
   * An error is thrown when something else was requested at the same scope, or the reason is blank.
   *
   * @param reason why; kept as metadata of the construct
   */
  public unsafeSkip(reason: string): void {
    this.checkFirst();
    leavePods(this.scope, 'the reason of unsafeSkip', reason);
  }

  private checkFirst(): void {
    if (!isPodHardeningAsked(this.scope)) return;
    throw refusal(this.scope, {
      fact: 'its pod hardening is already set',
      consequence: 'so two sets of properties would compete',
      remedy:
        'Say it once, for HardenedApp and IsolatedNamespace in their properties or here; for some of its pods, call PodHardening.of '
        + 'on what holds them.',
    });
  }
}
