package org.example;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.BadRequest;
import com.google.rpc.ErrorInfo;
import io.grpc.Context;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.util.Iterator;
import java.util.concurrent.TimeUnit;
import org.example.sulh.v1.Deal;
import org.example.sulh.v1.DealChange;
import org.example.sulh.v1.DealServiceGrpc;
import org.example.sulh.v1.DealServiceGrpc.DealServiceBlockingStub;
import org.example.sulh.v1.Document;
import org.example.sulh.v1.IngestDocumentRequest;
import org.example.sulh.v1.IngestDocumentResponse;
import org.example.sulh.v1.IngestServiceGrpc;
import org.example.sulh.v1.IngestServiceGrpc.IngestServiceBlockingStub;
import org.example.sulh.v1.ListDealsRequest;
import org.example.sulh.v1.ListDealsResponse;
import org.example.sulh.v1.WatchDealsRequest;
import org.example.sulh.v1.WatchDealsResponse;

/**
 * A client of sulh: ingests two reports of a ceasefire in Wadi Barada, and lists, pages and
 * watches deals meanwhile.
 */
public final class Client {
    private static final String AGREED =
            """
            Fighters in Wadi Barada and the government reached a ceasefire on Tuesday, a local
            council said. Repair teams will restore the water supply of Damascus.
            """;

    private static final String COLLAPSED =
            """
            The ceasefire in Wadi Barada broke down on Sunday after the army shelled the valley,
            the council said.
            """;

    private final IngestServiceBlockingStub ingest;
    private final DealServiceBlockingStub deals;

    private Client(ManagedChannel ingestChannel, ManagedChannel queryChannel) {
        ingest = IngestServiceGrpc.newBlockingStub(ingestChannel);
        deals = DealServiceGrpc.newBlockingStub(queryChannel);
    }

    /** Takes the addresses of the ingest and of the query service. */
    public static void main(String[] addresses) throws Exception {
        ManagedChannel ingestChannel = connect(addresses.length > 0 ? addresses[0] : "127.0.0.1:50051");
        ManagedChannel queryChannel = connect(addresses.length > 1 ? addresses[1] : "127.0.0.1:50052");
        try {
            Client client = new Client(ingestChannel, queryChannel);
            client.send(AGREED, "2016-12-01");
            client.list("places/wadi-barada");
            client.page("places/rif-dimashq");
            client.refuse();
            client.watch("places/wadi-barada", () -> client.send(COLLAPSED, "2016-12-05"));
        } finally {
            ingestChannel.shutdown().awaitTermination(5, TimeUnit.SECONDS);
            queryChannel.shutdown().awaitTermination(5, TimeUnit.SECONDS);
        }
    }

    /** Does not encrypt: the services leave that to what stands before them. */
    private static ManagedChannel connect(String address) {
        return Grpc.newChannelBuilder(address, InsecureChannelCredentials.create()).build();
    }

    /** Ingests a report. Sent again, it would change nothing. */
    private void send(String text, String published) {
        Document document =
                Document.newBuilder()
                        .setContent(ByteString.copyFromUtf8(text))
                        .setMediaType("text/plain")
                        .setPublishDate(published)
                        .build();
        IngestDocumentResponse response =
                ingest.withDeadlineAfter(1, TimeUnit.MINUTES)
                        .ingestDocument(
                                IngestDocumentRequest.newBuilder().setDocument(document).build());
        System.out.printf(
                "ingested %s, claims: %d%n",
                response.getArticle().getName(), response.getClaimsCount());
    }

    /** Prints the deals about a place. */
    private void list(String place) {
        ListDealsResponse response =
                deals.withDeadlineAfter(1, TimeUnit.MINUTES)
                        .listDeals(ListDealsRequest.newBuilder().addPlaces(place).build());
        for (Deal deal : response.getDealsList()) {
            System.out.printf("listed %s, %s, %s%n", deal.getName(), deal.getType(), deal.getStatus());
        }
    }

    /** Reads all deals about a place and what lies in it, one deal a page. */
    private void page(String place) {
        ListDealsRequest.Builder request =
                ListDealsRequest.newBuilder().addPlaces(place).setPageSize(1);
        int count = 0;
        do {
            ListDealsResponse response =
                    deals.withDeadlineAfter(1, TimeUnit.MINUTES).listDeals(request.build());
            count += response.getDealsCount();
            request.setPageToken(response.getNextPageToken());
        } while (!request.getPageToken().isEmpty());
        System.out.printf("paged %d deals%n", count);
    }

    /** Asks for what cannot be, and reads from the error's details why. */
    private void refuse() throws InvalidProtocolBufferException {
        try {
            deals.withDeadlineAfter(1, TimeUnit.MINUTES)
                    .listDeals(ListDealsRequest.newBuilder().setPageSize(-1).build());
        } catch (StatusRuntimeException error) {
            for (Any detail : StatusProto.fromThrowable(error).getDetailsList()) {
                if (detail.is(ErrorInfo.class)) {
                    ErrorInfo info = detail.unpack(ErrorInfo.class);
                    System.out.printf(
                            "refused with %s: %s of %s%n",
                            error.getStatus().getCode(), info.getReason(), info.getDomain());
                } else if (detail.is(BadRequest.class)) {
                    detail.unpack(BadRequest.class)
                            .getFieldViolationsList()
                            .forEach(
                                    violation ->
                                            System.out.printf(
                                                    "refused field %s: %s%n",
                                                    violation.getField(),
                                                    violation.getDescription()));
                }
            }
            return;
        }
        throw new IllegalStateException("a negative page size was accepted");
    }

    /** Prints the first change of a deal about a place that follows from what {@code act} does. */
    private void watch(String place, Runnable act) {
        Context.CancellableContext context = Context.current().withCancellation();
        context.run(
                () -> {
                    Iterator<WatchDealsResponse> events =
                            deals.withDeadlineAfter(1, TimeUnit.MINUTES)
                                    .watchDeals(
                                            WatchDealsRequest.newBuilder().addPlaces(place).build());
                    // The stream begins with a heartbeat: what happens from now on is told.
                    events.next();
                    act.run();
                    while (events.hasNext()) {
                        WatchDealsResponse event = events.next();
                        if (event.hasChange()) {
                            DealChange change = event.getChange();
                            System.out.printf(
                                    "watched %s: %s to %s%n",
                                    change.getDeal(),
                                    change.getStatusBefore(),
                                    change.getStatusAfter());
                            break;
                        }
                    }
                });
        // Ends the stream.
        context.cancel(null);
    }
}
