# A database that keeps its data: a StatefulSet with a claim for each Pod.
stack "database" {
  namespace = "database"
}

namespace "database" {}

variable "password" {
  type      = string
  default   = "change-me"
  sensitive = true
}

secret "postgres" {
  data = { password = var.password }
}

config_map "postgres" {
  data = { "postgresql.conf" = "listen_addresses = '*'\nmax_connections = 100\n" }
}

workload "postgres" {
  kind        = "StatefulSet"
  replicas    = 2
  description = "Keeps the shop's orders."

  container "postgres" {
    image  = "postgres:17.2"
    cpu    = { request = "250m", limit = "1" }
    memory = { request = "256Mi", limit = "512Mi" }

    port "sql" {
      container_port = 5432
    }

    lifecycle {
      start {
        command = ["docker-entrypoint.sh", "postgres"]
        args    = ["-c", "config_file=/etc/postgresql/postgresql.conf"]
      }
      pre_stop {
        exec = ["pg_ctl", "stop", "-m", "fast"]
      }
    }

    health_check {
      readiness {
        exec           = ["pg_isready", "-U", "postgres"]
        period_seconds = 5
      }
      liveness {
        tcp_socket            = { port = "sql" }
        initial_delay_seconds = 30
      }
    }

    environment {
      variables = { PGDATA = "/data/pg" }
      secret_key "POSTGRES_PASSWORD" {
        secret = secret.postgres.name
        key    = "password"
      }
      field "POD_NAME" {
        path = "metadata.name"
      }
    }

    storage {
      mount "/data" {
        volume = "data"
      }
      mount "/etc/postgresql" {
        volume    = "conf"
        read_only = true
      }
    }

    security {
      run_as_user                = 999
      allow_privilege_escalation = false
    }
  }

  volume "data" {
    claim_template {
      size = "10Gi"
    }
  }
  volume "conf" {
    config_map = { name = config_map.postgres.name, default_mode = "0444" }
  }

  service "postgres" {
    headless = true
    port "sql" {
      port        = 5432
      target_port = "sql"
    }
  }

  advanced {
    upgrade {
      termination_grace_period_seconds = 120
    }
    scheduling {
      workload_anti_affinity {
        prefer {
          weight       = 100
          topology_key = "kubernetes.io/hostname"
          match "app.kubernetes.io/name" {
            values = ["postgres"]
          }
        }
      }
    }
    security {
      fs_group = 999
    }
    disruption_budget {
      max_unavailable = 1
    }
  }
}

output "address" {
  value = workload.postgres.service["postgres"].dns_name
}
