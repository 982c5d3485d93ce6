# L'image d'une réplique : les pages, sans données. L'entrepôt est monté ou distant (voir docs/exploitation.md).
FROM python:3.11-slim-bookworm

WORKDIR /app
COPY requirements.txt .
RUN pip install --no-cache-dir -r requirements.txt

COPY dashboard.py .
COPY .streamlit/config.toml .streamlit/config.toml
COPY static static
COPY data data
COPY analysis analysis
COPY pages pages

RUN useradd --system --uid 10001 castellum && mkdir /entrepot && chown castellum /entrepot
USER castellum
ENV CASTELLUM_STORE=/entrepot PYTHONUNBUFFERED=1
VOLUME /entrepot
EXPOSE 8501

HEALTHCHECK --interval=30s --timeout=5s --start-period=60s \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8501/sante', timeout=4)"]
CMD ["streamlit", "run", "dashboard.py", "--server.address=0.0.0.0", "--server.port=8501"]
