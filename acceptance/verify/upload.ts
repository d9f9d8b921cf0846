import { PutObjectCommand, type S3Client } from "@aws-sdk/client-s3";
import type { Build } from "./checks";

/** Uploads a build as a release does: what `index.html` refers to first, `index.html` last. */
export async function upload(client: S3Client, bucket: string, build: Build): Promise<void> {
  const put = (key: string, body: string, type: string, cache: string) =>
    client.send(
      new PutObjectCommand({ Bucket: bucket, Key: key, Body: body, ContentType: type, CacheControl: cache }),
    );
  await put(
    build.assetPath.slice(1),
    build.asset,
    "text/javascript; charset=utf-8",
    "public, max-age=31536000, immutable",
  );
  await put("index.html", build.index, "text/html; charset=utf-8", "no-cache");
}
