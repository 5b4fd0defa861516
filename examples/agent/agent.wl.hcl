# An agent on every node, those of the control plane included: a DaemonSet.
stack "agent" {
  namespace = "monitoring"
}

namespace "monitoring" {}

workload "node-agent" {
  kind        = "DaemonSet"
  description = "Measures the nodes."

  container "agent" {
    image  = "quay.io/prometheus/node-exporter:v1.8.2"
    cpu    = { request = "50m", limit = "200m" }
    memory = { request = "32Mi", limit = "64Mi" }

    port "metrics" {
      container_port = 9100
      host_port      = 9100
    }

    lifecycle {
      start {
        command = ["/bin/node_exporter"]
        args    = ["--path.rootfs=/host"]
      }
    }

    health_check {
      liveness {
        http_get = { path = "/", port = "metrics" }
      }
    }

    storage {
      mount "/host" {
        volume    = "root"
        read_only = true
      }
    }

    security {
      run_as_non_root            = true
      run_as_user                = 65534
      read_only_root_filesystem  = true
      allow_privilege_escalation = false
      capabilities               = { drop = ["ALL"] }
    }
  }

  volume "root" {
    host_path = { path = "/" }
  }

  advanced {
    upgrade {
      max_unavailable = "10%"
    }
    scheduling {
      toleration {
        operator = "Exists"
      }
    }
    network {
      host_network = true
    }
    metadata {
      pod_annotations = { "prometheus.io/scrape" = "true" }
    }
  }
}
