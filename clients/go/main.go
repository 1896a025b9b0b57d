// A client of sulh: ingests two reports of a truce in Qudsaya, and lists, pages and
// watches deals meanwhile.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"log"
	"time"

	"google.golang.org/genproto/googleapis/rpc/errdetails"
	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials/insecure"
	"google.golang.org/grpc/status"

	sulhv1 "example.org/sulh-client/gen/sulh/v1"
)

const (
	agreed = `Residents and army agree on a truce in Qudsaya

Opposition fighters in Qudsaya and the Syrian army agreed on a truce on Tuesday, residents
said. The fighters will hand over their heavy weapons.`

	implemented = `The truce in Qudsaya has been carried out: the fighters handed over their heavy
weapons and left the town for Idlib on Thursday under the agreement, a local committee said.`
)

func main() {
	ingestAddress := flag.String("ingest", "127.0.0.1:50051", "the ingest service")
	queryAddress := flag.String("query", "127.0.0.1:50052", "the query service")
	flag.Parse()
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	if err := run(ctx, *ingestAddress, *queryAddress); err != nil {
		log.Fatal(err)
	}
}

func run(ctx context.Context, ingestAddress, queryAddress string) error {
	ingestConn, err := connect(ingestAddress)
	if err != nil {
		return err
	}
	defer ingestConn.Close()
	queryConn, err := connect(queryAddress)
	if err != nil {
		return err
	}
	defer queryConn.Close()
	ingest := sulhv1.NewIngestServiceClient(ingestConn)
	deals := sulhv1.NewDealServiceClient(queryConn)

	if err := send(ctx, ingest, agreed, "2016-10-04"); err != nil {
		return err
	}
	if err := list(ctx, deals, "places/qudsaya"); err != nil {
		return err
	}
	if err := page(ctx, deals, "places/rif-dimashq"); err != nil {
		return err
	}
	if err := refuse(ctx, deals); err != nil {
		return err
	}
	return watch(ctx, deals, "places/qudsaya", func() error {
		return send(ctx, ingest, implemented, "2016-10-13")
	})
}

// connect does not encrypt: the services leave that to what stands before them.
func connect(address string) (*grpc.ClientConn, error) {
	return grpc.NewClient(address, grpc.WithTransportCredentials(insecure.NewCredentials()))
}

// send ingests a report. Sent again, it would change nothing.
func send(ctx context.Context, ingest sulhv1.IngestServiceClient, text, published string) error {
	response, err := ingest.IngestDocument(ctx, &sulhv1.IngestDocumentRequest{
		Document: &sulhv1.Document{
			Content:     []byte(text),
			MediaType:   "text/plain",
			PublishDate: published,
		},
	})
	if err != nil {
		return err
	}
	fmt.Printf("ingested %s, claims: %d\n", response.Article.Name, len(response.Claims))
	return nil
}

// list prints the deals about a place.
func list(ctx context.Context, deals sulhv1.DealServiceClient, place string) error {
	response, err := deals.ListDeals(ctx, &sulhv1.ListDealsRequest{Places: []string{place}})
	if err != nil {
		return err
	}
	for _, deal := range response.Deals {
		fmt.Printf("listed %s, %s, %s\n", deal.Name, deal.Type, deal.Status)
	}
	return nil
}

// page reads all deals about a place and what lies in it, one deal a page.
func page(ctx context.Context, deals sulhv1.DealServiceClient, place string) error {
	request := &sulhv1.ListDealsRequest{Places: []string{place}, PageSize: 1}
	count := 0
	for {
		response, err := deals.ListDeals(ctx, request)
		if err != nil {
			return err
		}
		count += len(response.Deals)
		if request.PageToken = response.NextPageToken; request.PageToken == "" {
			break
		}
	}
	fmt.Printf("paged %d deals\n", count)
	return nil
}

// refuse asks for what cannot be, and reads from the error's details why.
func refuse(ctx context.Context, deals sulhv1.DealServiceClient) error {
	_, err := deals.ListDeals(ctx, &sulhv1.ListDealsRequest{PageSize: -1})
	if err == nil {
		return errors.New("a negative page size was accepted")
	}
	refusal := status.Convert(err)
	for _, detail := range refusal.Details() {
		switch detail := detail.(type) {
		case *errdetails.ErrorInfo:
			fmt.Printf("refused with %s: %s of %s\n", refusal.Code(), detail.Reason, detail.Domain)
		case *errdetails.BadRequest:
			for _, violation := range detail.FieldViolations {
				fmt.Printf("refused field %s: %s\n", violation.Field, violation.Description)
			}
		}
	}
	return nil
}

// watch prints the first change of a deal about a place that follows from what act does.
func watch(ctx context.Context, deals sulhv1.DealServiceClient, place string, act func() error) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel() // ends the stream
	stream, err := deals.WatchDeals(ctx, &sulhv1.WatchDealsRequest{Places: []string{place}})
	if err != nil {
		return err
	}
	// The stream begins with a heartbeat: what happens from now on is told.
	if _, err := stream.Recv(); err != nil {
		return err
	}
	if err := act(); err != nil {
		return err
	}
	for {
		event, err := stream.Recv()
		if err != nil {
			return err
		}
		if change := event.GetChange(); change != nil {
			fmt.Printf("watched %s: %s to %s\n", change.Deal, change.StatusBefore, change.StatusAfter)
			return nil
		}
	}
}
