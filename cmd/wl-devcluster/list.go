package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"
	"k8s.io/apimachinery/pkg/util/duration"

	"github.com/workloadlang/wl/cmd/wl-devcluster/internal/cluster"
)

// listing is a cluster as list and status show it.
type listing struct {
	*cluster.Record
	Address    string `json:"address"`
	Kubeconfig string `json:"kubeconfig"`
	Context    string `json:"context"`
}

func newListCommand() *cobra.Command {
	var format string
	cmd := &cobra.Command{
		Use:   "list",
		Short: "List the clusters",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			listings, err := readAll()
			if err != nil {
				return err
			}
			return printListings(cmd.OutOrStdout(), listings, format)
		},
	}
	cmd.Flags().StringVar(&format, "format", "text", "text or json")
	return cmd
}

func readAll() ([]listing, error) {
	root, err := cluster.DefaultRoot()
	if err != nil {
		return nil, err
	}
	names, err := root.Names()
	if err != nil {
		return nil, err
	}
	listings := []listing{}
	for _, name := range names {
		dir, err := root.Cluster(name)
		if err != nil {
			return nil, err
		}
		one, err := read(dir)
		if errors.Is(err, cluster.ErrNoCluster) {
			// It was removed since its name was read.
			continue
		}
		if err != nil {
			return nil, err
		}
		listings = append(listings, one)
	}
	return listings, nil
}

func read(dir cluster.Dir) (listing, error) {
	record, err := dir.Read()
	if err != nil {
		return listing{}, err
	}
	return listing{Record: record, Address: record.Address(), Kubeconfig: dir.Kubeconfig(), Context: dir.Context()}, nil
}

func printListings(w io.Writer, listings []listing, format string) error {
	switch format {
	case "json":
		encoder := json.NewEncoder(w)
		encoder.SetIndent("", "  ")
		return encoder.Encode(listings)
	case "text":
		table := tabwriter.NewWriter(w, 0, 0, 3, ' ', 0)
		_, _ = fmt.Fprintln(table, "NAME\tSTATE\tVERSION\tNODES\tAGE\tADDRESS\tKUBECONFIG")
		for _, l := range listings {
			age := duration.HumanDuration(time.Since(l.Created))
			_, _ = fmt.Fprintf(table, "%s\t%s\t%s\t%d\t%s\t%s\t%s\n",
				l.Name, l.State, l.Version, l.Nodes, age, l.Address, l.Kubeconfig)
		}
		return table.Flush()
	}
	return fmt.Errorf("--format %s: use text or json", format)
}
