"""A client of sulh: ingests two reports of a truce in Moadamiyeh, and lists, pages and
watches deals meanwhile."""

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

import grpc
from google.rpc import error_details_pb2
from grpc_status import rpc_status

sys.path.append(str(Path(__file__).parent / "gen"))
from sulh.v1 import (  # noqa: E402
    claim_pb2,
    deal_service_pb2,
    deal_service_pb2_grpc,
    ingest_service_pb2,
    ingest_service_pb2_grpc,
)

PROPOSED = """The Syrian government proposed a local truce in Moadamiyeh on Monday, residents
said. Families would return to their homes."""

AGREED = """Rebels in Moadamiyeh accepted a truce with the government on Friday, a resident
said; they will surrender their arms."""

# Seconds that a call may take.
TIMEOUT = 60


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--ingest", default="127.0.0.1:50051", help="the ingest service")
    arguments.add_argument("--query", default="127.0.0.1:50052", help="the query service")
    addresses = arguments.parse_args()

    # Not encrypted: the services leave that to what stands before them.
    with (
        grpc.insecure_channel(addresses.ingest) as ingest_channel,
        grpc.insecure_channel(addresses.query) as query_channel,
    ):
        ingest = ingest_service_pb2_grpc.IngestServiceStub(ingest_channel)
        deals = deal_service_pb2_grpc.DealServiceStub(query_channel)

        send(ingest, PROPOSED, "2016-08-29")
        list_deals(deals, "places/moadamiyeh")
        page(deals, "places/rif-dimashq")
        refuse(deals)
        watch(deals, "places/moadamiyeh", lambda: send(ingest, AGREED, "2016-09-02"))


def send(ingest: ingest_service_pb2_grpc.IngestServiceStub, text: str, published: str) -> None:
    """Ingests a report. Sent again, it would change nothing."""
    document = ingest_service_pb2.Document(
        content=text.encode(), media_type="text/plain", publish_date=published
    )
    response = ingest.IngestDocument(
        ingest_service_pb2.IngestDocumentRequest(document=document), timeout=TIMEOUT
    )
    print(f"ingested {response.article.name}, claims: {len(response.claims)}")


def list_deals(deals: deal_service_pb2_grpc.DealServiceStub, place: str) -> None:
    """Prints the deals about a place."""
    request = deal_service_pb2.ListDealsRequest(places=[place])
    for deal in deals.ListDeals(request, timeout=TIMEOUT).deals:
        print(f"listed {deal.name}, {type_name(deal.type)}, {status_name(deal.status)}")


def page(deals: deal_service_pb2_grpc.DealServiceStub, place: str) -> None:
    """Reads all deals about a place and what lies in it, one deal a page."""
    request = deal_service_pb2.ListDealsRequest(places=[place], page_size=1)
    count = 0
    while True:
        response = deals.ListDeals(request, timeout=TIMEOUT)
        count += len(response.deals)
        request.page_token = response.next_page_token
        if not request.page_token:
            break
    print(f"paged {count} deals")


def refuse(deals: deal_service_pb2_grpc.DealServiceStub) -> None:
    """Asks for what cannot be, and reads from the error's details why."""
    try:
        deals.ListDeals(deal_service_pb2.ListDealsRequest(page_size=-1), timeout=TIMEOUT)
    except grpc.RpcError as error:
        for detail in rpc_status.from_call(error).details:
            info = error_details_pb2.ErrorInfo()
            bad_request = error_details_pb2.BadRequest()
            if detail.Unpack(info):
                print(f"refused with {error.code().name}: {info.reason} of {info.domain}")
            elif detail.Unpack(bad_request):
                for violation in bad_request.field_violations:
                    print(f"refused field {violation.field}: {violation.description}")
    else:
        sys.exit("a negative page size was accepted")


def watch(
    deals: deal_service_pb2_grpc.DealServiceStub, place: str, act: Callable[[], None]
) -> None:
    """Prints the first change of a deal about a place that follows from what `act` does."""
    request = deal_service_pb2.WatchDealsRequest(places=[place])
    stream = deals.WatchDeals(request, timeout=TIMEOUT)
    # The stream begins with a heartbeat: what happens from now on is told.
    next(stream)
    act()
    for event in stream:
        if event.HasField("change"):
            change = event.change
            before, after = status_name(change.status_before), status_name(change.status_after)
            print(f"watched {change.deal}: {before} to {after}")
            stream.cancel()
            return


def type_name(value: int) -> str:
    return claim_pb2.DealType.Name(value)


def status_name(value: int) -> str:
    return claim_pb2.DealStatus.Name(value)


if __name__ == "__main__":
    main()
