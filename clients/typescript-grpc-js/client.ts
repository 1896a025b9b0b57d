// A client of sulh: ingests two reports of a truce in Khan al-Shih, and lists, pages and
// watches deals meanwhile.

import { parseArgs } from "node:util";
import { credentials, Metadata, type ServiceError, status } from "@grpc/grpc-js";

import { BadRequest, ErrorInfo } from "./gen/google/rpc/error_details.js";
import { Status } from "./gen/google/rpc/status.js";
import {
  DealServiceClient,
  ListDealsRequest,
  type ListDealsResponse,
  WatchDealsRequest,
  type WatchDealsResponse,
} from "./gen/sulh/v1/deal_service.js";
import {
  Document,
  IngestDocumentRequest,
  type IngestDocumentResponse,
  IngestServiceClient,
} from "./gen/sulh/v1/ingest_service.js";

const NEGOTIATING = `Negotiators from Khan al-Shih and army officers are negotiating a local truce, an
activist said on Tuesday.`;

const AGREED = `Fighters and the army signed a truce in Khan al-Shih on Monday, an activist said. The
fighters will leave for Idlib.`;

const { values: addresses } = parseArgs({
  options: {
    ingest: { type: "string", default: "127.0.0.1:50051" },
    query: { type: "string", default: "127.0.0.1:50052" },
  },
});
// Not encrypted: the services leave that to what stands before them.
const ingest = new IngestServiceClient(addresses.ingest, credentials.createInsecure());
const deals = new DealServiceClient(addresses.query, credentials.createInsecure());

try {
  await send(NEGOTIATING, "2016-11-23");
  await list("places/khan-al-shih");
  await page("places/rif-dimashq");
  await refuse();
  await watch("places/khan-al-shih", () => send(AGREED, "2016-11-30"));
} finally {
  ingest.close();
  deals.close();
}

// A call may take a minute.
function deadline() {
  return { deadline: Date.now() + 60_000 };
}

// Calls back as grpc-js does, and answers with a promise.
function answer<T>(call: (done: (error: ServiceError | null, response: T) => void) => void) {
  return new Promise<T>((resolve, reject) =>
    call((error, response) => (error ? reject(error) : resolve(response))),
  );
}

function listDeals(filter: Partial<ListDealsRequest>) {
  const request = ListDealsRequest.fromPartial(filter);
  return answer<ListDealsResponse>((done) => deals.listDeals(request, new Metadata(), deadline(), done));
}

// Ingests a report. Sent again, it would change nothing.
async function send(text: string, published: string) {
  const document = Document.fromPartial({
    content: Buffer.from(text),
    mediaType: "text/plain",
    publishDate: published,
  });
  const request = IngestDocumentRequest.fromPartial({ document });
  const { article, claims } = await answer<IngestDocumentResponse>((done) =>
    ingest.ingestDocument(request, new Metadata(), deadline(), done),
  );
  console.log(`ingested ${article?.name}, claims: ${claims.length}`);
}

// Prints the deals about a place.
async function list(place: string) {
  for (const deal of (await listDeals({ places: [place] })).deals) {
    console.log(`listed ${deal.name}, ${deal.type}, ${deal.status}`);
  }
}

// Reads all deals about a place and what lies in it, one deal a page.
async function page(place: string) {
  let count = 0;
  let pageToken = "";
  do {
    const response = await listDeals({ places: [place], pageSize: 1, pageToken });
    count += response.deals.length;
    pageToken = response.nextPageToken;
  } while (pageToken !== "");
  console.log(`paged ${count} deals`);
}

// Asks for what cannot be, and reads from the error's details why.
async function refuse() {
  const error = await listDeals({ pageSize: -1 }).then(
    () => Promise.reject(new Error("a negative page size was accepted")),
    (error: ServiceError) => error,
  );
  for (const bytes of error.metadata.get("grpc-status-details-bin")) {
    for (const { typeUrl, value } of Status.decode(bytes as Buffer).details) {
      if (typeUrl.endsWith("/google.rpc.ErrorInfo")) {
        const { reason, domain } = ErrorInfo.decode(value);
        console.log(`refused with ${status[error.code]}: ${reason} of ${domain}`);
      } else if (typeUrl.endsWith("/google.rpc.BadRequest")) {
        for (const { field, description } of BadRequest.decode(value).fieldViolations) {
          console.log(`refused field ${field}: ${description}`);
        }
      }
    }
  }
}

// Prints the first change of a deal about a place that follows from what `act` does.
async function watch(place: string, act: () => Promise<void>) {
  const request = WatchDealsRequest.fromPartial({ places: [place] });
  const stream = deals.watchDeals(request, deadline());
  let acted = false;
  for await (const { change } of stream as AsyncIterable<WatchDealsResponse>) {
    // The stream begins with a heartbeat: what happens from now on is told.
    if (!acted) {
      acted = true;
      await act();
    }
    if (change) {
      console.log(`watched ${change.deal}: ${change.statusBefore} to ${change.statusAfter}`);
      break;
    }
  }
  stream.cancel();
}
