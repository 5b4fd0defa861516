# A DaemonSet: an instance on every node, in the node's own network.
workload "node-agent" {
  kind = "DaemonSet"

  container "agent" {
    image  = "quay.io/prometheus/node-exporter:v1.8.2"
    cpu    = { request = "50m", limit = "200m" }
    memory = { request = "32Mi", limit = "64Mi" }

    port "metrics" {
      container_port = 9100
      host_port      = 9100
    }
    storage {
      mount "/host" {
        volume    = "root"
        read_only = true
      }
    }
  }

  # A field that the language lacks, as Kubernetes has it.
  raw = {
    spec = { template = { spec = { hostPID = true } } }
  }

  volume "root" {
    host_path = { path = "/", type = "Directory" }
  }

  advanced {
    network {
      host_network = true
    }
    dns {
      policy = "ClusterFirstWithHostNet"
    }
    upgrade {
      max_unavailable = "10%"
    }
    scheduling {
      toleration {
        operator = "Exists"
      }
    }
  }
}
