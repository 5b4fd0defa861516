# A PostgreSQL database with a volume for each of its Pods.

variable "name" {
  type        = string
  description = "The database's name, which its objects bear."
}

variable "size" {
  type        = string
  description = "Size of each Pod's volume."
}

variable "replicas" {
  type    = number
  default = 1

  validation {
    condition     = var.replicas >= 1 && var.replicas <= 3
    error_message = "A database has one to three Pods."
  }
}

variable "password" {
  type      = string
  sensitive = true
}

secret "password" {
  name = "${var.name}-database"
  data = { password = var.password }
}

# Paths are relative to this directory.
config_map "settings" {
  name = "${var.name}-database"
  data = { "postgresql.conf" = file("postgresql.conf") }
}

workload "database" {
  name        = "${var.name}-database"
  kind        = "StatefulSet"
  replicas    = var.replicas
  description = "PostgreSQL for ${var.name}."

  container "postgres" {
    image  = "postgres:17.2"
    cpu    = { request = "250m", limit = "2" }
    memory = { request = "512Mi", limit = "1Gi" }

    port "sql" {
      container_port = 5432
    }

    lifecycle {
      start {
        command = ["docker-entrypoint.sh", "postgres"]
        args    = ["-c", "config_file=/etc/postgresql/postgresql.conf"]
      }
    }

    health_check {
      readiness {
        exec           = ["pg_isready", "-U", "postgres"]
        period_seconds = 5
      }
    }

    environment {
      variables = { PGDATA = "/data/pg" }
      secret_key "POSTGRES_PASSWORD" {
        secret = secret.password.name
        key    = "password"
      }
    }

    storage {
      mount "/data" {
        volume = "data"
      }
      mount "/etc/postgresql" {
        volume    = "settings"
        read_only = true
      }
    }
  }

  volume "data" {
    claim_template {
      size = var.size
    }
  }
  volume "settings" {
    config_map = { name = config_map.settings.name }
  }

  service "database" {
    name     = "${var.name}-database"
    headless = true
    port "sql" {
      port        = 5432
      target_port = "sql"
    }
  }
}

output "host" {
  description = "Name under which the database answers."
  value       = workload.database.service["database"].dns_name
}

output "secret" {
  description = "Secret that has its password, in the entry password."
  value       = secret.password.name
}
