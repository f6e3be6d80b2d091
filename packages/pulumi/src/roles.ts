import type * as pulumi from '@pulumi/pulumi';
import * as hardened from 'cdk8s-hardened';
import { ConstructComponent } from './construct-component';
import type { HardenedOptions } from './settings';
import type { Inputs } from './values/inputs';

/** A role with its bindings that grants what is named and nothing else. See `LeastPrivilegeRole` of cdk8s-hardened. */
export class LeastPrivilegeRole extends ConstructComponent<hardened.LeastPrivilegeRole, hardened.LeastPrivilegeRoleProps> {
  constructor(name: string, props: Inputs<hardened.LeastPrivilegeRoleProps>, options?: HardenedOptions) {
    super(name, props, options, { construct: hardened.LeastPrivilegeRole });
  }

  /** The Role or ClusterRole. */
  public get role(): pulumi.CustomResource {
    return this.resources.Role!;
  }

  /** Name of the role and of its bindings: what uses it waits until the role is there. */
  public get roleName(): pulumi.Output<string> {
    return this.nameOf('Role');
  }
}
