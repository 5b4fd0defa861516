# A StatefulSet: a claim and a stable name for each of its Pods.
workload "store" {
  kind     = "StatefulSet"
  replicas = 3

  container "postgres" {
    image  = "postgres:${var.versions.store}"
    cpu    = { request = "500m", limit = "1" }
    memory = { request = "512Mi", limit = "1Gi" }

    port "sql" {
      container_port = 5432
    }
    health_check {
      readiness {
        tcp_socket = { port = "sql" }
      }
    }
    storage {
      mount "/var/lib/postgresql/data" {
        volume = "data"
      }
    }

    # The platform's operator collects a file that lies in the Pod's own volume.
    log {
      stdout    = false
      collector = "operator"
      file "/var/lib/postgresql/data/log/postgresql.log" {}
    }
  }

  volume "data" {
    claim_template {
      size         = "10Gi"
      access_modes = ["ReadWriteOnce"]
    }
  }

  service "store" {
    headless = true
    port "sql" {
      port = 5432
    }
  }

  advanced {
    pod_management_policy = "Parallel"

    upgrade {
      partition = 0
    }
    disruption_budget {
      min_available = 2
    }
  }
}
