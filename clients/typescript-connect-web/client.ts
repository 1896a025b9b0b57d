// A client of sulh by gRPC-Web, as in a browser: ingests two reports of a truce
// in Barzeh, and lists, pages and watches deals meanwhile.

import { parseArgs } from "node:util";
import { type Client, Code, ConnectError, createClient } from "@connectrpc/connect";
import { createGrpcWebTransport } from "@connectrpc/connect-web";

import { BadRequestSchema, ErrorInfoSchema } from "./gen/google/rpc/error_details_pb.js";
import { DealStatus, DealType } from "./gen/sulh/v1/claim_pb.js";
import { DealService } from "./gen/sulh/v1/deal_service_pb.js";
import { IngestService } from "./gen/sulh/v1/ingest_service_pb.js";

const NEGOTIATING = `Army officers and fighters in Barzeh are negotiating a truce, an activist said
on Monday.`;

const AGREED = `Fighters in Barzeh and the army agreed on a truce on Sunday. The roads into the
neighbourhood will be opened, residents said.`;

const { values: addresses } = parseArgs({
  options: {
    ingest: { type: "string", default: "127.0.0.1:50051" },
    query: { type: "string", default: "127.0.0.1:50052" },
  },
});
const ingest = createClient(IngestService, transport(addresses.ingest));
const deals = createClient(DealService, transport(addresses.query));

await send(ingest, NEGOTIATING, "2014-01-06");
await list(deals, "places/barzeh");
await page(deals, "places/damascus-governorate");
await refuse(deals);
await watch(deals, "places/barzeh", () => send(ingest, AGREED, "2014-01-12"));

// The services answer gRPC-Web on their only port. A call may take a minute.
function transport(address: string) {
  return createGrpcWebTransport({ baseUrl: `http://${address}`, defaultTimeoutMs: 60_000 });
}

// Ingests a report. Sent again, it would change nothing.
async function send(ingest: Client<typeof IngestService>, text: string, published: string) {
  const { article, claims } = await ingest.ingestDocument({
    document: {
      content: new TextEncoder().encode(text),
      mediaType: "text/plain",
      publishDate: published,
    },
  });
  console.log(`ingested ${article?.name}, claims: ${claims.length}`);
}

// Prints the deals about a place.
async function list(deals: Client<typeof DealService>, place: string) {
  const response = await deals.listDeals({ places: [place] });
  for (const deal of response.deals) {
    console.log(`listed ${deal.name}, ${DealType[deal.type]}, ${DealStatus[deal.status]}`);
  }
}

// Reads all deals about a place and what lies in it, one deal a page.
async function page(deals: Client<typeof DealService>, place: string) {
  let count = 0;
  let pageToken = "";
  do {
    const response = await deals.listDeals({ places: [place], pageSize: 1, pageToken });
    count += response.deals.length;
    pageToken = response.nextPageToken;
  } while (pageToken !== "");
  console.log(`paged ${count} deals`);
}

// Asks for what cannot be, and reads from the error's details why.
async function refuse(deals: Client<typeof DealService>) {
  try {
    await deals.listDeals({ pageSize: -1 });
  } catch (cause) {
    const error = ConnectError.from(cause);
    for (const info of error.findDetails(ErrorInfoSchema)) {
      console.log(`refused with ${Code[error.code]}: ${info.reason} of ${info.domain}`);
    }
    for (const { fieldViolations } of error.findDetails(BadRequestSchema)) {
      for (const { field, description } of fieldViolations) {
        console.log(`refused field ${field}: ${description}`);
      }
    }
    return;
  }
  throw new Error("a negative page size was accepted");
}

// Prints the first change of a deal about a place that follows from what `act` does.
async function watch(
  deals: Client<typeof DealService>,
  place: string,
  act: () => Promise<void>,
) {
  const stream = new AbortController();
  const signal = AbortSignal.any([stream.signal, AbortSignal.timeout(60_000)]);
  let acted = false;
  const events = deals.watchDeals({ places: [place] }, { signal, timeoutMs: 0 });
  for await (const { event } of events) {
    // The stream begins with a heartbeat: what happens from now on is told.
    if (!acted) {
      acted = true;
      await act();
    }
    if (event.case === "change") {
      const { deal, statusBefore, statusAfter } = event.value;
      console.log(`watched ${deal}: ${DealStatus[statusBefore]} to ${DealStatus[statusAfter]}`);
      break;
    }
  }
  stream.abort();
}
