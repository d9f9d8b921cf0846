import { isAbsolute } from "node:path";
import {
  DataTerraformRemoteState,
  DataTerraformRemoteStateLocal,
  DataTerraformRemoteStateS3,
  NamedRemoteWorkspace,
  type TerraformRemoteState,
} from "cdktf";
import type { Construct } from "constructs";

/** Where the state lies that someone else writes. */
export type RemoteStatePlace =
  | {
      readonly type: "s3";
      readonly bucket: string;
      readonly key: string;
      /** the bucket's region */
      readonly region: string;
      /**
       * the role that reads the state
       *
       * @default - the credentials of the run
       */
      readonly roleArn?: string;
    }
  | {
      readonly type: "local";
      /**
       * the state file, relative to the folder that Terraform runs in: an absolute path would tie the JSON to
       * one machine
       */
      readonly path: string;
    }
  | {
      readonly type: "cloud";
      readonly organization: string;
      readonly workspace: string;
      /** @default app.terraform.io */
      readonly hostname?: string;
    };

/** The data source that reads the outputs of a state. */
export function readState(scope: Construct, id: string, place: RemoteStatePlace): TerraformRemoteState {
  switch (place.type) {
    case "s3": {
      const { bucket, key, region, roleArn } = place;
      const assumeRole = roleArn === undefined ? undefined : { roleArn };
      return new DataTerraformRemoteStateS3(scope, id, { bucket, key, region, assumeRole });
    }
    case "local":
      return new DataTerraformRemoteStateLocal(scope, id, { path: place.path });
    case "cloud": {
      const { organization, hostname, workspace } = place;
      const workspaces = new NamedRemoteWorkspace(workspace);
      return new DataTerraformRemoteState(scope, id, { organization, hostname, workspaces });
    }
  }
}

/** What is wrong with a place; what Terraform fills in later cannot be told. */
export function placeProblems(prop: string, place: RemoteStatePlace): string[] {
  if (place.type === "local") {
    const { path } = place;
    return path === "" || isAbsolute(path) || /^[A-Za-z]:/.test(path)
      ? [`\`${prop}.path\` must be relative, got: ${JSON.stringify(path)}`]
      : [];
  }
  return Object.entries(place).flatMap(([key, value]) =>
    value === "" ? [`\`${prop}.${key}\` must not be empty`] : [],
  );
}

/** The place in the words that a person looks for it by. */
export function describePlace(place: RemoteStatePlace): string {
  switch (place.type) {
    case "s3":
      return `s3://${place.bucket}/${place.key}`;
    case "local":
      return place.path;
    case "cloud":
      return `${place.hostname ?? "app.terraform.io"}/${place.organization}/${place.workspace}`;
  }
}
