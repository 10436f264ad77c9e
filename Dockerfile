# The product without the embedded servers and without the tools of development.
FROM python:3.13-slim AS build
ENV UV_LINK_MODE=copy UV_COMPILE_BYTECODE=1 UV_PROJECT_ENVIRONMENT=/opt/desk UV_PYTHON_DOWNLOADS=never
RUN pip install --no-cache-dir uv
WORKDIR /app
COPY pyproject.toml uv.lock .python-version ./
RUN uv sync --frozen --no-default-groups
COPY manage.py ./
COPY support_desk support_desk
COPY workload workload
COPY tickets tickets
COPY disputes disputes
COPY payroll payroll
COPY templates templates
# With DATABASE_URL the static files get the names an installation asks for; no server is contacted.
RUN /opt/desk/bin/python manage.py compile_locale \
 && DATABASE_URL=postgresql://nobody@localhost/nothing /opt/desk/bin/python manage.py collectstatic --noinput --verbosity 0

FROM python:3.13-slim
ENV PATH=/opt/desk/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 VAR_DIR=/data
RUN useradd --system --uid 10001 --home-dir /app desk && install -d -o desk -g desk /data
COPY --from=build /opt/desk /opt/desk
COPY --from=build /app /app
WORKDIR /app
USER desk
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s \
  CMD ["python", "-c", "import urllib.request as r; r.urlopen('http://localhost:8000/healthz', timeout=2)"]
CMD ["gunicorn", "support_desk.wsgi:application", "--bind", "0.0.0.0:8000", "--worker-class", "gthread", \
     "--workers", "2", "--threads", "4", "-c", "python:support_desk.supervisor.web", "--worker-tmp-dir", "/dev/shm"]
