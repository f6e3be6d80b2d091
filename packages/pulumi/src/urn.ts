import * as pulumi from '@pulumi/pulumi';

/** What pulumi's SDK keeps on every resource and does not declare. */
interface ResourceParts {
  readonly __pulumiType?: string;
  readonly __name?: string;
  readonly __parentResource?: pulumi.Resource;
}

/** The types of a resource and of what is around it. */
export function typesAround(resource: pulumi.Resource): string[] {
  const types: string[] = [];
  for (
    let parts: ResourceParts | undefined = resource as ResourceParts;
    parts;
    parts = parts.__parentResource as ResourceParts | undefined
  ) {
    if (parts.__pulumiType !== undefined) types.push(parts.__pulumiType);
  }
  return types;
}

/** The URN of a resource, or of a child that it will have: at once, unlike `resource.urn`. */
export function urnOf(resource: pulumi.Resource, child?: { readonly type: string; readonly name: string }): string {
  const own = resource as unknown as ResourceParts;
  const types = child ? [child.type] : [];
  for (let parts: ResourceParts | undefined = own; parts; parts = parts.__parentResource as unknown as ResourceParts | undefined) {
    if (parts.__pulumiType !== undefined && parts.__pulumiType !== 'pulumi:pulumi:Stack') types.unshift(parts.__pulumiType);
  }
  return `urn:pulumi:${pulumi.getStack()}::${pulumi.getProject()}::${types.join('$')}::${child?.name ?? own.__name ?? ''}`;
}
